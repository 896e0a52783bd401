import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises } from "../arbitraries/noise.ts";
import { phaseRows } from "../arbitraries/phases.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { closeAngles, mustAgree } from "../violation.ts";
import { askExact } from "./exact-sum.ts";

interface LoneMember {
  readonly phases: readonly (readonly number[])[];
  readonly noise: NoiseParams;
}

/** A cluster of one shows its member's phases, and no gate noise reaches them: there is no CNOT. */
export const singleClient: Law = deterministicLaw<LoneMember>({
  id: "aggregation/single-client",
  sentence: "the exact result of a cluster of one is that member's phases, under any noise",
  clauses: ["CQSA-AGG-1"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  cases: (capabilities) =>
    fc.record({
      phases: phaseRows(capabilities, { mostMembers: 1, mostCoordinates: 8 }),
      noise: noises(capabilities),
    }),
  check: async (implementation, { phases, noise }) => {
    const { phaseSum } = await askExact(implementation, phases, noise);
    mustAgree("phaseSum", phases[0]!, phaseSum, closeAngles);
    return "held";
  },
});
