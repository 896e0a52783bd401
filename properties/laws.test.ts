import { expect, test } from "vitest";
import { createReference } from "../src/implementation/reference.ts";
import { laws } from "./index.ts";
import { levelOf, runLaw } from "./run-law.ts";
import { streamLaws } from "./stream/index.ts";

const reference = createReference();
const level = levelOf(laws, 1e-9);

/** It has every rule, channel, layout, option and extension of the protocol, and runs in this process, without a stream. */
const notApplicable = new Set([
  "refusals/undeclared-extension",
  "refusals/undeclared-name",
  "refusals/undeclared-option",
  "determinism/across-restart",
  ...streamLaws.map(({ id }) => id),
]);

for (const law of laws) {
  test(`${law.id}: ${law.sentence} [${law.clauses.join(", ")}]`, async () => {
    const result = await runLaw(law, reference, { seed: "reference", runs: 40, level });
    expect(result).toMatchObject({ verdict: notApplicable.has(law.id) ? "not applicable" : "pass" });
  });
}
