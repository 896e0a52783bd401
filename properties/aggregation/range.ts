import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises } from "../arbitraries/noise.ts";
import { phaseRows } from "../arbitraries/phases.ts";
import { atMost, seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

interface Measured {
  readonly phases: readonly (readonly number[])[];
  readonly shots: number | null;
  readonly noise: NoiseParams;
  readonly seed: string;
}

/** The relative tolerance of the wire protocol. */
const ROUNDING = 1e-9;

function mustLieWithin(
  what: string,
  values: readonly number[],
  length: number,
  [from, to]: readonly [number, number],
): void {
  if (values.length !== length) throw violation(`${what} has another length`, length, values.length);
  for (const [i, value] of values.entries()) {
    if (!(value >= from - ROUNDING * Math.abs(from) && value <= to * (1 + ROUNDING))) {
      throw violation(`${what}[${i}] leaves its range`, `a number from ${from} to ${to}`, value);
    }
  }
}

/** One estimate a coordinate, in [−π, π], and a visibility in [0, 1], even of states that carry nothing. */
export const range: Law = deterministicLaw<Measured>({
  id: "aggregation/range",
  sentence:
    "there is one estimate in [−π, π] a coordinate, and a visibility in [0, 1] if any, at any number of shots",
  clauses: ["CQSA-AGG-1", "CQSA-AGG-5", "WIRE-AGG-1"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  cases: (capabilities) =>
    fc.record({
      phases: phaseRows(capabilities, { mostCoordinates: 8 }),
      shots: fc.oneof(
        fc.constant(null),
        // Few shots often leave both quadratures at zero, many may be sampled in another way.
        fc.integer({ min: 1, max: atMost(capabilities, "shots", 4) }),
        fc.integer({ min: 1, max: atMost(capabilities, "shots", 500) }),
        fc.integer({ min: 1, max: atMost(capabilities, "shots", 20_000) }),
      ),
      noise: noises(capabilities),
      seed: seeds,
    }),
  check: async (implementation, example) => {
    const { phaseSum, visibility } = await ask(implementation, "aggregate", { ...example });
    const coordinates = example.phases[0]!.length;
    mustLieWithin("phaseSum", phaseSum, coordinates, [-Math.PI, Math.PI]);
    if (visibility !== undefined) mustLieWithin("visibility", visibility, coordinates, [0, 1]);
    return "held";
  },
});
