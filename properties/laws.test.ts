import { expect, test } from "vitest";
import { createReference } from "../src/implementation/reference.ts";
import { laws } from "./index.ts";
import { levelOf, runLaw } from "./run-law.ts";

const reference = createReference();
const level = levelOf(laws, 1e-9);

/** Its rules are few and need neither a reference nor a seed, and it runs in this process. */
const notApplicable = new Set([
  "refusals/needed-by-rule",
  "determinism/across-restart",
  "screening/further-rules",
]);

for (const law of laws) {
  test(`${law.id}: ${law.sentence} [${law.clauses.join(", ")}]`, async () => {
    const result = await runLaw(law, reference, { seed: "reference", runs: 100, level });
    expect(result).toMatchObject({ verdict: notApplicable.has(law.id) ? "not applicable" : "pass" });
  });
}
