import fc from "fast-check";
import { lossyRounds, measuredConditions, plainRound } from "../arbitraries/rounds.ts";
import type { LossyRound, MeasuredConditions } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound } from "../rounds/ask-round.ts";
import { violation } from "../violation.ts";
import { hardeningMissing, MEASURES } from "./hardened.ts";

interface Unhardened {
  readonly lossy: LossyRound;
  readonly conditions: MeasuredConditions;
  readonly off: readonly (typeof MEASURES)[number][];
}

/** Nothing that is switched on is the plain profile, to the last bit. */
export const nothingOn: Law = deterministicLaw<Unhardened>({
  id: "hardening/nothing-on",
  sentence: "a round whose measures are all off is the plain round, to the last bit",
  clauses: ["WIRE-EXT-2"],
  needs: ["round"],
  inapplicable: hardeningMissing,
  cases: (capabilities) =>
    fc.record({
      lossy: lossyRounds(capabilities),
      conditions: measuredConditions(capabilities),
      off: fc.subarray([...MEASURES]),
    }),
  check: async (implementation, { lossy: { round, dropouts }, conditions, off }) => {
    const params = { ...plainRound(implementation.capabilities, round), ...conditions, dropouts };
    const plain = await askRound(implementation, params);
    const hardening = Object.fromEntries(off.map((measure) => [measure, false]));
    const hardened = await askRound(implementation, { ...params, hardening });
    for (const [member, value] of Object.entries(plain)) {
      const other = hardened[member as keyof typeof hardened];
      if (JSON.stringify(value) !== JSON.stringify(other)) throw violation(member, value, other);
    }
    return "held";
  },
});
