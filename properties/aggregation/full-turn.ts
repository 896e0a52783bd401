import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises } from "../arbitraries/noise.ts";
import { phaseRows } from "../arbitraries/phases.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { closeAngles, mustAgree } from "../violation.ts";
import { askExact, SMALLEST_JUDGED_VISIBILITY, visibilityOf } from "./exact-sum.ts";

interface Turned {
  readonly phases: readonly (readonly number[])[];
  readonly member: number;
  readonly turns: number;
  readonly noise: NoiseParams;
}

/**
 * A phase is an angle: whole turns of one member change nothing. Up to ten turns move the sum by rounding
 * of less than 1e-13 (half a unit in the last place of 20π, and ten times the error of 2π in binary), which the
 * tolerance of angles, 1e-9 · π, holds many times over.
 */
export const fullTurn: Law = deterministicLaw<Turned>({
  id: "aggregation/full-turn",
  sentence: "whole turns added to a member's phases leave the exact result as it is",
  clauses: ["CQSA-AGG-1"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  cases: (capabilities) =>
    phaseRows(capabilities).chain((phases) =>
      fc.record({
        phases: fc.constant(phases),
        member: fc.nat({ max: phases.length - 1 }),
        turns: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: -10, max: -1 })),
        noise: noises(capabilities),
      }),
    ),
  check: async (implementation, { phases, member, turns, noise }) => {
    const visibility = visibilityOf(phases.length, noise);
    if (Math.abs(visibility) < SMALLEST_JUDGED_VISIBILITY) return "vacuous";
    const turned = phases.map((row, index) =>
      index === member ? row.map((angle) => angle + 2 * Math.PI * turns) : row,
    );
    const before = await askExact(implementation, phases, noise);
    const after = await askExact(implementation, turned, noise);
    mustAgree("phaseSum after whole turns", before.phaseSum, after.phaseSum, closeAngles);
    return "held";
  },
});
