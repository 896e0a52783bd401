import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises } from "../arbitraries/noise.ts";
import { phaseRows } from "../arbitraries/phases.ts";
import { atMost, seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask } from "../violation.ts";
import { mustBeWholeCounts } from "./must-be-whole-counts.ts";

interface Measured {
  readonly phases: readonly (readonly number[])[];
  readonly shots: number;
  readonly noise: NoiseParams;
  readonly seed: string;
}

/** Angle and visibility are read from the same counts: together they tell both, and how many shots there were. */
export const wholeCounts: Law = deterministicLaw<Measured>({
  id: "aggregation/whole-counts",
  sentence:
    "an estimate and its visibility, where it is reported, come from whole counts of the shots asked for",
  clauses: ["CQSA-AGG-2", "CQSA-AGG-5", "WIRE-AGG-2"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  optionalResult: "visibility",
  cases: (capabilities) =>
    fc.record({
      phases: phaseRows(capabilities, { mostMembers: 4, mostCoordinates: 8 }),
      shots: fc.integer({ min: 1, max: atMost(capabilities, "shots", 200) }),
      noise: noises(capabilities),
      seed: seeds,
    }),
  check: async (implementation, example) => {
    const { phaseSum, visibility } = await ask(implementation, "aggregate", { ...example });
    if (visibility === undefined) return "vacuous";
    mustBeWholeCounts(phaseSum, visibility, example.shots);
    return "held";
  },
});
