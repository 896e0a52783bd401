import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

interface Preparation {
  readonly qubits: number;
  readonly noise: NoiseParams;
}

/** What two answers compared with each other may be off by: each by 1e-9 of itself, or 1e-12. */
const ROUNDING = 2e-12;
const RELATIVE = 2e-9;

/**
 * F = (P + V)/2, 0 ≤ P ≤ 1 and |V| ≤ P, each figure being right within 1e-9. The last is positivity: a density matrix has
 * |ρ_{0…0,1…1}|² ≤ ρ_{0…0,0…0} · ρ_{1…1,1…1}, and a geometric mean is at most the arithmetic one. Together they
 * keep F in [0, 1].
 */
export const identity: Law = deterministicLaw<Preparation>({
  id: "ghz/identity",
  sentence:
    "fidelity is the mean of population and visibility, and the visibility never exceeds the population",
  clauses: ["CQSA-GHZ-1", "CQSA-GHZ-2"],
  needs: ["fidelity"],
  inapplicable: noiseMissing,
  cases: (capabilities) =>
    fc.record({
      qubits: fc.integer({ min: 1, max: atMost(capabilities, "clients", 300) }),
      noise: noises(capabilities),
    }),
  check: async (implementation, { qubits, noise }) => {
    const { fidelity, population, visibility } = await ask(implementation, "fidelity", { qubits, noise });
    // P is the largest of the three.
    if (!(Math.abs(fidelity - (population + visibility) / 2) <= RELATIVE * population + ROUNDING)) {
      throw violation("fidelity is not (P + V)/2", (population + visibility) / 2, fidelity);
    }
    if (!(population >= -ROUNDING && population <= 1 + RELATIVE)) {
      throw violation("the population leaves [0, 1]", "a number from 0 to 1", population);
    }
    if (!(Math.abs(visibility) <= population * (1 + RELATIVE) + ROUNDING)) {
      throw violation("the visibility exceeds the population", population, visibility);
    }
    return "held";
  },
});
