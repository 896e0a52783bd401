import fc from "fast-check";
import { evenly } from "../arbitraries/evenly.ts";
import { disturbanceMissing, noiseKinds, withProbability } from "../arbitraries/noise.ts";
import type { NoiseKind, NoisyChannel } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

interface TwoStrengths {
  readonly qubits: number;
  readonly kind: NoiseKind;
  /** Two shares of the channel's erasing probability, in any order. */
  readonly shares: readonly [number, number];
}

/** The probability at which a channel leaves the maximally mixed state of what it acts on. */
const ERASING: Readonly<Record<NoisyChannel, number>> = { depolarizing2: 15 / 16, depolarizing1x2: 3 / 4 };

/** What two answers compared with each other may be off by: each by 1e-9 of itself, or 1e-12. */
const ROUNDING = 2e-12;
const RELATIVE = 2e-9;

/**
 * More noise is never better, up to the probability that erases everything. The flips x of the final state
 * are sums of those of the single errors, so P = Pr[x = 0…0 or 1…1] = 2^{1−n} Σ_S E[(−1)^{x·S}] over the
 * sets S of even size, and each expectation is a product over the errors. A factor is the mean of a
 * character of one error: 1, or if the character is not trivial 1 − 16p/15 for `depolarizing2` and a power of
 * 1 − 4p/3 for `depolarizing1x2`; neither grows nor is negative below p = 15/16 or 3/4. So P is a sum of
 * terms that never grow. V is one such product, and F their mean.
 */
export const monotone: Law = deterministicLaw<TwoStrengths>({
  id: "ghz/monotone",
  sentence:
    "a larger error probability never raises population, visibility or fidelity, until nothing is left",
  clauses: ["CQSA-GHZ-1"],
  needs: ["fidelity"],
  inapplicable: disturbanceMissing,
  cases: (capabilities) => {
    const most = atMost(capabilities, "clients", 60);
    const share = evenly(0, 1);
    return fc.record({
      // Strong noise leaves differences to see in small states alone.
      qubits: fc.oneof(fc.integer({ min: 1, max: Math.min(4, most) }), fc.integer({ min: 1, max: most })),
      kind: fc.constantFrom(...noiseKinds(capabilities)),
      shares: fc.tuple(share, share),
    });
  },
  check: async (implementation, { qubits, kind, shares }) => {
    const quality = (share: number): Promise<Record<"population" | "visibility" | "fidelity", number>> =>
      ask(implementation, "fidelity", {
        qubits,
        noise: withProbability(kind, share * ERASING[kind.channel]),
      });
    const weak = await quality(Math.min(...shares));
    const strong = await quality(Math.max(...shares));
    for (const figure of ["population", "visibility", "fidelity"] as const) {
      if (!(strong[figure] <= weak[figure] * (1 + RELATIVE) + ROUNDING)) {
        throw violation(`${figure} grows with the noise`, `at most ${weak[figure]}`, strong[figure]);
      }
    }
    return "held";
  },
});
