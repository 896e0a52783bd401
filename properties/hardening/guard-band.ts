import fc from "fast-check";
import { lossyRounds, plainRound } from "../arbitraries/rounds.ts";
import type { LossyRound } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound, largestWeight, memberSums } from "../rounds/ask-round.ts";
import { mustAgree, violation } from "../violation.ts";
import { hardeningMissing } from "./hardened.ts";

interface Guarded {
  readonly lossy: LossyRound;
  readonly factor: number;
}

/** A guard band leaves room at ±π: with exact expectations no aggregate knows of it, and none can wrap. */
export const guardBand: Law = deterministicLaw<Guarded>({
  id: "hardening/guard-band",
  sentence: "a guard band changes no exact aggregate, and flags no honest cluster",
  clauses: ["WIRE-EXT-5", "WIRE-EXT-7"],
  needs: ["round"],
  inapplicable: hardeningMissing,
  cases: (capabilities) =>
    fc.record({ lossy: lossyRounds(capabilities), factor: fc.constantFrom(1.1, 2, 7.5) }),
  check: async (implementation, { lossy: { round, dropouts }, factor }) => {
    const params = { ...plainRound(implementation.capabilities, round), dropouts, rule: "mean" };
    const hardening = { "guard-band": { factor } };
    const result = await askRound(implementation, { ...params, hardening });
    const bound = largestWeight(round.updates);
    mustAgree("weightBound", [bound], [result.weightBound]);
    for (const [c, members] of result.clusters.entries()) {
      const aggregate = result.aggregates[c]!;
      if (result.accepted[c] !== (aggregate !== null)) {
        throw violation(`accepted[${c}] of an honest cluster under mean`, aggregate !== null, false);
      }
      if (aggregate === null) continue;
      const means = memberSums(round.updates, members).map((sum) => sum / members.length);
      mustAgree(
        `aggregates[${c}]`,
        means,
        aggregate,
        (a, b) => Math.abs(a - b) <= Math.max(1e-12, 1e-9 * factor * bound),
      );
    }
    return "held";
  },
});
