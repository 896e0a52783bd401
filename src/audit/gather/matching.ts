import { clusterMates } from "../../../adversaries/colluders/cluster-mates.ts";
import { falseMatch } from "../../../adversaries/oracles/membership.ts";
import type { RandomStream } from "../../base/random.ts";
import { normalUpdates } from "../../campaign/leakage-setting.ts";
import type { LeakageSetting } from "../../campaign/leakage-setting.ts";
import { playColluders } from "../../campaign/play-colluders.ts";
import { clusterSizes } from "../../protocol/partition.ts";
import { kornGraubard, NO_TRIALS, withTrial } from "../../statistics/korn-graubard.ts";
import type { TrialSums } from "../../statistics/korn-graubard.ts";
import { quiet } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { Matches, MatchingEvidence } from "../state-evidence.ts";

const CONFIDENCE = 0.9999;
/** Few enough bits that chance is seen at work. */
const BITS = 8;
const MOST_CLIENTS = 200;
const MOST_MEMBERS = 8;
/** Under noise bits of one cluster differ now and then: so many alike are taken for one. */
const ALIKE = 0.75;

function matchesOf(sums: TrialSums): Matches {
  const { successes, cases: pairs } = sums;
  // Of no pair nothing is known.
  if (pairs === 0) return { value: 0, lower: 0, upper: 1, pairs };
  return { value: successes / pairs, ...kornGraubard(sums, CONFIDENCE), pairs };
}

/** What pairs of colluders find, apart for those of one cluster and of different ones. */
function compared(
  setting: LeakageSetting,
  colluders: number,
  least: number,
  trials: number,
  rng: RandomStream,
): { readonly mates: Matches; readonly others: Matches } {
  let [mates, others] = [NO_TRIALS, NO_TRIALS];
  const options = { colluders, bits: BITS };
  for (let trial = 0; trial < trials; trial++) {
    const play = playColluders(clusterMates, options, setting, rng.fork(`trial/${trial}`));
    const matched = (isMate: boolean): boolean[] =>
      play.questions.filter((_, at) => play.answers[at] === isMate).map(({ alike }) => alike >= least);
    const add = (sums: TrialSums, found: readonly boolean[]): TrialSums =>
      withTrial(sums, found.filter(Boolean).length, found.length);
    [mates, others] = [add(mates, matched(true)), add(others, matched(false))];
  }
  return { mates: matchesOf(mates), others: matchesOf(others) };
}

/** PR-7: a fifth of the clients measure their qubits of a few shots along z and compare what they find. */
export function gatherMatching(context: AuditContext): MatchingEvidence {
  const { settings, rounds, effort, rng } = context;
  const clients = Math.min(rounds[0]!.updates.rows, MOST_CLIENTS);
  const clusterSize = Math.min(settings.clusterSize, MOST_MEMBERS);
  const clusters = clusterSizes({ clients, clusterSize, remainder: "balanced" }).length;
  const colluders = Math.min(clients, Math.max(2, Math.round(clients / 5)));
  const trials = Math.max(3, Math.round(effort.trials / 5));
  const setting: LeakageSetting = {
    updates: normalUpdates({ clients, coordinates: 1, ratio: 0, loudness: 1, spread: 0 }),
    clusterSize,
    shots: null,
    noise: quiet(settings),
    rounds: 1,
    partition: "reshuffled",
  };
  const { noise, shots } = settings;
  const found =
    colluders < 2
      ? { mates: matchesOf(NO_TRIALS), others: matchesOf(NO_TRIALS) }
      : compared(setting, colluders, BITS, trials, rng.fork("quiet"));
  const isNoisy = noise.channel !== "none" && noise.probability > 0 && colluders > 1;
  return {
    clients,
    clusterSize,
    clusters,
    colluders,
    trials,
    confidence: CONFIDENCE,
    bits: BITS,
    spent: Math.min(1, BITS / (2 * shots)),
    ...found,
    falseMatch: falseMatch(BITS),
    noisy: isNoisy
      ? compared({ ...setting, noise }, colluders, Math.ceil(ALIKE * BITS), trials, rng.fork("noisy"))
      : null,
  };
}
