import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noises } from "../arbitraries/noise.ts";
import { lossyRounds, plainRound } from "../arbitraries/rounds.ts";
import type { LossyRound } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ghzClosedForm } from "../oracles/ghz-closed-forms.ts";
import { askRound } from "../rounds/ask-round.ts";
import { mustAgree, violation } from "../violation.ts";
import { hardeningMissing } from "./hardened.ts";

interface Honest {
  readonly lossy: LossyRound;
  readonly noise: NoiseParams;
}

const CHECKS = {
  "commit-reveal": true,
  "visibility-floor": true,
  "residue-parity": true,
  // With one in 10¹² a false alarm is none.
  "verification-rounds": { states: 8, falseAlarm: 1e-12 },
};

/** What honest clients and an honest server do passes every check. */
export const honestUnflagged: Law = deterministicLaw<Honest>({
  id: "hardening/honest-unflagged",
  sentence: "checks flag no honest cluster of exact expectations, under any noise",
  clauses: ["WIRE-EXT-7"],
  needs: ["round"],
  inapplicable: hardeningMissing,
  cases: (capabilities) => fc.record({ lossy: lossyRounds(capabilities), noise: noises(capabilities) }),
  check: async (implementation, { lossy: { round, dropouts }, noise }) => {
    const params = { ...plainRound(implementation.capabilities, round), noise, dropouts };
    const visible = (size: number): boolean =>
      Math.abs(ghzClosedForm(size, noise.channel, noise.probability ?? 0).visibility) > 1e-6;
    const result = await askRound(implementation, { ...params, rule: "mean", hardening: CHECKS });
    // Where nothing interferes any more, no aggregate is judged.
    if (result.clusters.some(({ length }) => !visible(length))) return "vacuous";
    const live = result.clusters.map((members) => !members.some((client) => dropouts.includes(client)));
    if (String(result.accepted) !== String(live)) {
      throw violation("clusters that are accepted", live, result.accepted);
    }
    const counted = result.clusters.filter((_, c) => live[c]).flat().length;
    mustAgree("contributors", [counted], [result.contributors]);
    return "held";
  },
});
