import fc from "fast-check";
import { evenly } from "../arbitraries/evenly.ts";
import { noiseMissing, quietNoise } from "../arbitraries/noise.ts";
import { membersMissing } from "../arbitraries/phases.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { closeAngles, mustAgree } from "../violation.ts";
import { askExact } from "./exact-sum.ts";

interface Overflow {
  readonly members: number;
  /** How far the sum passes π, radians. */
  readonly excess: number;
  readonly sign: 1 | -1;
}

/** A sum beyond ±π comes back on the other side: what is measured is a point of the circle. */
export const wrap: Law = deterministicLaw<Overflow>({
  id: "aggregation/wrap",
  sentence: "a phase sum beyond π is measured a whole turn lower, and one below −π a whole turn higher",
  clauses: ["CQSA-AGG-1", "CQSA-DEC-2"],
  needs: ["aggregate"],
  inapplicable: (capabilities) => membersMissing(capabilities) ?? noiseMissing(capabilities),
  cases: (capabilities) =>
    fc.record({
      members: fc.integer({ min: 2, max: atMost(capabilities, "clients", 20) }),
      excess: evenly(0, Math.PI),
      sign: fc.constantFrom(1 as const, -1 as const),
    }),
  check: async (implementation, { members, excess, sign }) => {
    const phases = Array.from({ length: members }, () => [(sign * (Math.PI + excess)) / members]);
    const { phaseSum } = await askExact(implementation, phases, quietNoise(implementation.capabilities));
    mustAgree("phaseSum", [sign * (excess - Math.PI)], phaseSum, closeAngles);
    return "held";
  },
});
