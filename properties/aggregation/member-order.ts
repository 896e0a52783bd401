import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises } from "../arbitraries/noise.ts";
import { membersMissing, phaseRows } from "../arbitraries/phases.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { closeAngles, mustAgree } from "../violation.ts";
import { askExact, SMALLEST_JUDGED_VISIBILITY, visibilityOf } from "./exact-sum.ts";

interface TwoOrders {
  readonly phases: readonly (readonly number[])[];
  /** The members in their other order. */
  readonly order: readonly number[];
  readonly noise: NoiseParams;
}

/** The order itself, or where it moves nobody, the reverse. */
function moved(order: readonly number[]): number[] {
  return order.every((member, place) => member === place) ? order.toReversed() : [...order];
}

/** Which member holds which qubit is no matter: the exact result is that of the set of phases. */
export const memberOrder: Law = deterministicLaw<TwoOrders>({
  id: "aggregation/member-order",
  sentence: "the exact result does not depend on the order of the members",
  clauses: ["CQSA-AGG-4"],
  needs: ["aggregate"],
  inapplicable: (capabilities) => membersMissing(capabilities) ?? noiseMissing(capabilities),
  cases: (capabilities) =>
    phaseRows(capabilities, { fewestMembers: 2 }).chain((phases) => {
      const members = phases.map((_, member) => member);
      return fc.record({
        phases: fc.constant(phases),
        order: fc.shuffledSubarray(members, { minLength: members.length }).map(moved),
        noise: noises(capabilities),
      });
    }),
  check: async (implementation, { phases, order, noise }) => {
    const visibility = visibilityOf(phases.length, noise);
    if (Math.abs(visibility) < SMALLEST_JUDGED_VISIBILITY) return "vacuous";
    const first = await askExact(implementation, phases, noise);
    const reordered = order.map((member) => phases[member]!);
    const second = await askExact(implementation, reordered, noise);
    mustAgree("phaseSum in the other order", first.phaseSum, second.phaseSum, closeAngles);
    return "held";
  },
});
