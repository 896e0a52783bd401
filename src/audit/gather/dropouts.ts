import { rowOf, zeros } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { isRefusal } from "../../base/refusal.ts";
import { round } from "../../protocol/round.ts";
import type { RoundRequest, RoundResult } from "../../protocol/round.ts";
import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import type { AuditContext } from "../context.ts";
import type { DropoutEvidence } from "../evidence.ts";

const RATE = 0.1;
/** The interval misses the truth, and the claim is wrongly said to fail, in one of a million runs. */
const CONFIDENCE = 0.999999;
const COORDINATES = 8;

/** The first round's updates, cut to a few coordinates. */
function requestOf({ rounds, settings }: AuditContext): RoundRequest {
  const { updates } = rounds[0]!;
  const few = zeros(updates.rows, Math.min(COORDINATES, updates.columns));
  for (let i = 0; i < updates.rows; i++)
    few.data.set(rowOf(updates, i).subarray(0, few.columns), i * few.columns);
  return { updates: few, ...settings, rule: "mean", tolerate: 0 };
}

/** The round; undefined where it is refused because its dropouts leave nobody. */
function roundIfAnyoneIsLeft(request: RoundRequest, rng: RandomStream): RoundResult | undefined {
  try {
    return round(request, rng);
  } catch (error) {
    if (isRefusal(error) && error.message.startsWith('"dropouts"')) return undefined;
    throw error;
  }
}

/** AV-1: rounds with and without dropouts under the same seed. */
export function gatherDropouts(context: AuditContext): DropoutEvidence {
  const { rng, effort } = context;
  const request = requestOf(context);
  const clients = request.updates.rows;
  const tally = {
    clusters: 0,
    compared: 0,
    changed: 0,
    misplaced: 0,
    survived: 0,
    wasted: 0,
    expected: 0,
    expectedWasted: 0,
  };
  for (let trial = 0; trial < effort.trials; trial++) {
    const stream = rng.fork(`trial/${trial}`);
    const dropouts = Array.from({ length: clients }, (_, i) => i).filter(() => stream.uniform() < RATE);
    const calm = round(request, stream.fork("round"));
    const broken = roundIfAnyoneIsLeft({ ...request, dropouts }, stream.fork("round"));
    for (const [cluster, members] of calm.clusters.entries()) {
      const live = members.filter((client) => !dropouts.includes(client)).length;
      const after = broken?.aggregates[cluster] ?? null;
      tally.clusters++;
      tally.expected += (1 - RATE) ** members.length;
      tally.expectedWasted += members.length * (1 - RATE - (1 - RATE) ** members.length);
      if (after === null) tally.wasted += live;
      else tally.survived++;
      const untouched = live === members.length;
      if ((after !== null) !== untouched || (after === null && broken?.accepted[cluster] === true))
        tally.misplaced++;
      // A round without a dropout is the calm one: nothing to compare.
      const before = calm.aggregates[cluster];
      if (dropouts.length === 0 || broken === undefined || after === null || !before) continue;
      tally.compared++;
      const sameMembers = broken.clusters[cluster]!.join() === members.join();
      if (!sameMembers || before.some((weight, i) => !Object.is(weight, after[i]))) tally.changed++;
    }
  }
  return {
    rounds: effort.trials,
    clusters: tally.clusters,
    compared: tally.compared,
    changed: tally.changed,
    misplaced: tally.misplaced,
    dropoutRate: RATE,
    survived: tally.survived,
    survival: clopperPearson(tally.survived, tally.clusters, CONFIDENCE),
    confidence: CONFIDENCE,
    expectedSurvival: tally.expected / tally.clusters,
    globalSurvival: (1 - RATE) ** clients,
    wasted: tally.wasted / (effort.trials * clients),
    expectedWasted: tally.expectedWasted / (effort.trials * clients),
  };
}
