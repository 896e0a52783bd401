import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises } from "../arbitraries/noise.ts";
import { phaseRows } from "../arbitraries/phases.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustAgree } from "../violation.ts";
import { askExact, visibilityOf } from "./exact-sum.ts";

interface Cluster {
  readonly phases: readonly (readonly number[])[];
  readonly noise: NoiseParams;
}

/** The exact visibility is |V| in every coordinate. It is optional: where it is not reported nothing is judged. */
export const visibilityExact: Law = deterministicLaw<Cluster>({
  id: "aggregation/visibility-exact",
  sentence: "the visibility of an exact result, where it is reported, is that of the prepared state",
  clauses: ["CQSA-AGG-5", "WIRE-AGG-2"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  optionalResult: "visibility",
  cases: (capabilities) => fc.record({ phases: phaseRows(capabilities), noise: noises(capabilities) }),
  check: async (implementation, { phases, noise }) => {
    const { visibility } = await askExact(implementation, phases, noise);
    if (visibility === undefined) return "vacuous";
    const expected = Math.min(1, Math.abs(visibilityOf(phases.length, noise)));
    mustAgree(
      "visibility",
      phases[0]!.map(() => expected),
      visibility,
    );
    return "held";
  },
});
