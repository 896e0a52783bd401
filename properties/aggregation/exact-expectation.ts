import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises } from "../arbitraries/noise.ts";
import { phaseRows } from "../arbitraries/phases.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { closeAngles, mustAgree } from "../violation.ts";
import { askExact, exactAngle, phaseTotals, SMALLEST_JUDGED_VISIBILITY, visibilityOf } from "./exact-sum.ts";

interface Cluster {
  readonly phases: readonly (readonly number[])[];
  readonly noise: NoiseParams;
}

/** Without finite shots the estimate is arg(V·e^{iΘ}); a negative visibility turns it by π. */
export const exactExpectation: Law = deterministicLaw<Cluster>({
  id: "aggregation/exact-expectation",
  sentence: "the exact result is the angle of V·exp(iΘ), whatever the noise",
  clauses: ["CQSA-AGG-1", "WIRE-AGG-1", "WIRE-NUM-4"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  cases: (capabilities) => fc.record({ phases: phaseRows(capabilities), noise: noises(capabilities) }),
  check: async (implementation, { phases, noise }) => {
    const visibility = visibilityOf(phases.length, noise);
    const { phaseSum } = await askExact(implementation, phases, noise);
    if (Math.abs(visibility) < SMALLEST_JUDGED_VISIBILITY) return "vacuous";
    const expected = phaseTotals(phases).map((total) => exactAngle(visibility, total));
    mustAgree("phaseSum", expected, phaseSum, closeAngles);
    return "held";
  },
});
