import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises } from "../arbitraries/noise.ts";
import { membersMissing, phaseRows } from "../arbitraries/phases.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { closeAngles, mustAgree } from "../violation.ts";
import { askExact, phaseTotals, SMALLEST_JUDGED_VISIBILITY, visibilityOf } from "./exact-sum.ts";

interface Cluster {
  readonly phases: readonly (readonly number[])[];
  /** Which member takes the whole sum. */
  readonly bearer: number;
  readonly noise: NoiseParams;
}

/** Nothing but Σθ enters: one member who turns by the whole sum among idle ones gives the same exact result. */
export const sumOnly: Law = deterministicLaw<Cluster>({
  id: "aggregation/sum-only",
  sentence: "the exact result depends on the phases through their sum alone",
  clauses: ["CQSA-AGG-1", "CQSA-AGG-4"],
  needs: ["aggregate"],
  inapplicable: (capabilities) => membersMissing(capabilities) ?? noiseMissing(capabilities),
  cases: (capabilities) =>
    phaseRows(capabilities, { fewestMembers: 2 }).chain((phases) =>
      fc.record({
        phases: fc.constant(phases),
        bearer: fc.nat({ max: phases.length - 1 }),
        noise: noises(capabilities),
      }),
    ),
  check: async (implementation, { phases, bearer, noise }) => {
    const visibility = visibilityOf(phases.length, noise);
    if (Math.abs(visibility) < SMALLEST_JUDGED_VISIBILITY) return "vacuous";
    const totals = phaseTotals(phases);
    const borne = phases.map((row, member) => (member === bearer ? totals : row.map(() => 0)));
    const spread = await askExact(implementation, phases, noise);
    const gathered = await askExact(implementation, borne, noise);
    mustAgree("phaseSum borne by one member", spread.phaseSum, gathered.phaseSum, closeAngles);
    return "held";
  },
});
