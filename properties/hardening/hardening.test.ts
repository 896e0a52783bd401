import { expect, test } from "vitest";
import { hardeningFaults } from "../../src/implementation/faulty/hardening.ts";
import { createReference } from "../../src/implementation/reference.ts";
import { runLaw } from "../run-law.ts";
import { hardeningLaws } from "./index.ts";

const OPTIONS = { seed: "hardening", runs: 60, level: 1e-9 };

test.each(hardeningLaws.map((law) => [law.id, law] as const))(
  "%s holds on the reference under every remainder policy that it offers",
  async (_, law) => {
    for (const remainder of ["balanced", "short", "merge", "reject"] as const) {
      const result = await runLaw(law, createReference({ remainder }), { ...OPTIONS, runs: 25 });
      expect(result).toMatchObject({ verdict: "pass" });
    }
  },
);

test.each(hardeningFaults.map((fault) => [fault.id, fault] as const))(
  "The faulty version %s breaks a law of the clause that it is about",
  async (_, { make, clauses }) => {
    const able = hardeningLaws.filter((law) => law.clauses.some((clause) => clauses.includes(clause)));
    expect(able.length).toBeGreaterThan(0);
    const verdicts: string[] = [];
    for (const law of able) verdicts.push((await runLaw(law, make(), OPTIONS)).verdict);
    expect(verdicts).toContain("violated");
  },
);

test("The laws do not apply where the extension is not declared", async () => {
  expect(hardeningLaws.length).toBeGreaterThan(0);
  for (const law of hardeningLaws) {
    const result = await runLaw(law, createReference({ extensions: ["view"] }), OPTIONS);
    expect(result.verdict).toBe("not applicable");
  }
});
