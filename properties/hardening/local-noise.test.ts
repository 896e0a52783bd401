import { expect, test } from "vitest";
import { hardeningNoiseFaults } from "../../src/implementation/faulty/hardening-noise.ts";
import { createReference } from "../../src/implementation/reference.ts";
import { runLaw } from "../run-law.ts";
import { declaring } from "../rounds/spoiled.ts";
import { localNoise } from "./local-noise.ts";

/** As in a whole run, where some twenty statistical laws share 10⁻⁹. */
const LEVEL = 5e-11;

test("The noise of the reference is as specified, for any seed", async () => {
  const values: number[] = [];
  for (let seed = 0; seed < 10; seed++) {
    const result = await runLaw(localNoise, createReference(), { seed: `${seed}`, runs: 1, level: LEVEL });
    expect(result.verdict).toBe("pass");
    if (result.verdict === "pass") values.push(result.pValue!);
  }
  // Seven looks share one error level: a value is below 0.1 with a probability of 0.1 at most, in seven of ten with 1e-5.
  expect(values.filter((value) => value < 0.1).length).toBeLessThan(7);
});

test.each(hardeningNoiseFaults.map((fault) => [fault.id, fault] as const))(
  "The faulty version %s is noticed",
  async (_, { make }) => {
    const result = await runLaw(localNoise, make(), { seed: "fault", runs: 1, level: LEVEL });
    expect(result.verdict).toBe("violated");
  },
);

test("Where four clients are too many, or the extension is not declared, it does not apply", async () => {
  const options = { seed: "1", runs: 1, level: LEVEL };
  const few = declaring(createReference(), { limits: { clients: 3 } });
  expect((await runLaw(localNoise, few, options)).verdict).toBe("not applicable");
  const small = declaring(createReference(), { limits: { clients: 5, coordinates: 3 } });
  expect((await runLaw(localNoise, small, { ...options, samples: 0.1 })).verdict).toBe("pass");
});
