import type { SuspicionEvidence } from "../../src/audit/byzantine-evidence.ts";
import type { Claim } from "../../src/audit/claim.ts";
import { figure, percent } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

/** The chance that an attacker was rejected more often than an honest client, from which on it counts as named. */
const NAMED = 0.75;
/** Honest suspects that are few. */
const FEW = 1;

function perfectText({ perfect }: SuspicionEvidence): string {
  return perfect
    .filter(({ rounds }) => rounds % 3 === 0 || rounds === 1)
    .map(
      ({ rounds, honestSuspects, expected }) =>
        `${figure(honestSuspects.value, 3)} after ${rounds} (${figure(expected, 3)})`,
    )
    .join(", ");
}

export const by4: Claim<SuspicionEvidence> = {
  id: "BY-4",
  title: "A malicious client cannot be named",
  quote: "the protocol cannot directly identify or isolate malicious participants within a cluster",
  source: "CQSA §5, discussion",
  statement: "Over rounds of reshuffled clusters the honest clients stay as suspect as the malicious ones.",
  clauses: ["CQSA-PAR-4", "CQSA-RND-4"],
  decide: (evidence) => {
    const { perfect, byRule, byzantine, clients, clusterSize, attack, trials, playedTrials } = evidence;
    const last = perfect.at(-1);
    if (last === undefined || byRule.length === 0) {
      return { verdict: "undecided", reason: "one cluster of all is the same in every round" };
    }
    const off = perfect.find(
      ({ honestSuspects: { lower, upper }, expected }) =>
        lower < upper && (expected < lower || expected > upper),
    );
    if (off !== undefined) {
      return {
        verdict: "undecided",
        reason: `clusters are not reshuffled as they should be: ${intervalText(off.honestSuspects)} honest suspects after ${off.rounds} rounds, for ${figure(off.expected)}`,
      };
    }
    const because = `where every contaminated cluster is known, honest clients that were in one every time (of ${trials} trials, expected in brackets): ${perfectText(evidence)}`;
    if (last.expected >= FEW && last.honestSuspects.lower >= FEW) {
      return { verdict: "holds", because };
    }
    const final = byRule.filter(({ rounds }) => rounds === last.rounds);
    const [first] = byRule;
    const best = final.reduce((most, rule) => (rule.auc.value > most.auc.value ? rule : most));
    const played = `${attack} by ${byzantine} of ${clients}, ${playedTrials} trials: after ${best.rounds} rounds an attacker was rejected by ${best.rule} more often than an honest client with a chance of ${intervalText(best.auc)}; of the ${byzantine} rejected most often ${percent(best.named.value, 2)} are attackers`;
    const single = byRule.find(({ rule, rounds }) => rule === best.rule && rounds === first!.rounds)!;
    if (best.auc.lower > NAMED) {
      return {
        verdict: "fails",
        counterexample: `N = ${clients}, k = ${clusterSize}: ${played} (after one round ${percent(single.named.value, 2)})`,
        because: `new clusters in every round are group tests; ${because}`,
      };
    }
    if (best.auc.upper < NAMED) {
      return {
        verdict: "holds if",
        condition: "rules miss the clusters with attackers, or clusters are not reshuffled",
        region: played,
        because,
      };
    }
    return { verdict: "undecided", reason: `the interval is too wide: ${played}` };
  },
};
