import { disturbanceMissing, noiseKinds, withProbability } from "../arbitraries/noise.ts";
import { membersMissing } from "../arbitraries/phases.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { chernoffShift } from "./chernoff-test.ts";
import { MANY_SHOTS, testErrors } from "./error-moments.ts";
import { oddShots, probabilityOf, sampleSettings } from "./sample-estimates.ts";

/** Two channels in two layouts. */
const MOST_SETTINGS = 4;

/**
 * Near 1/e a small relative change of the error probability moves the visibility most: V = q^m changes by
 * V·ln V·δ for m·ln q(1 + δ).
 */
const VISIBILITY = 0.3;

/**
 * Noise does not move the estimate but spreads it, by 1/V² in the variance: that tells noise that is
 * ignored, acts twice, once a qubit instead of once a CNOT or is the other channel's, and an
 * error probability that counts the identity as one of 16 errors (V = 0.33 for 0.30 in a state of three).
 */
export const noiseSize: Law = statisticalLaw({
  id: "aggregation/noise-size",
  sentence: "each declared noise widens the scatter of the estimate by exactly its visibility",
  clauses: ["CQSA-AGG-2", "CQSA-GHZ-1", "WIRE-NOISE-1"],
  needs: ["aggregate"],
  inapplicable: (capabilities) => membersMissing(capabilities) ?? disturbanceMissing(capabilities),
  size: 12_000,
  measure: async (implementation, seed, size) => {
    const { capabilities } = implementation;
    const members = atMost(capabilities, "clients", 3);
    const shots = oddShots(capabilities, MANY_SHOTS);
    const settings = noiseKinds(capabilities).map((kind) => ({
      members,
      shots,
      noise: withProbability(kind, probabilityOf(kind.channel, members, VISIBILITY)),
      total: 0.4,
    }));
    const samples = await sampleSettings(implementation, settings, seed, size);
    return testErrors(samples, "a variance of", (error, bias) => (error - bias) ** 2);
  },
  smallestEffect: (size, level) => {
    // The square of a nearly normal error has √2 times its mean for deviation, and V goes as Var^(−½).
    const shift = chernoffShift(Math.SQRT2, size / MOST_SETTINGS, level / MOST_SETTINGS) / 2;
    return `a visibility of ${VISIBILITY} off by ${(100 * shift).toFixed(1)} % under one noise at ${MANY_SHOTS} shots`;
  },
});
