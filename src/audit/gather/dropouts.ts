import { rowOf, zeros } from "../../base/matrix.ts";
import { round } from "../../protocol/round.ts";
import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import type { AuditContext } from "../context.ts";
import type { DropoutEvidence } from "../evidence.ts";

const RATE = 0.1;
/** The interval misses the truth, and the claim is wrongly said to fail, in one of a million runs. */
const CONFIDENCE = 0.999999;
const COORDINATES = 8;

/** AV-1: rounds with and without dropouts under the same seed. */
export function gatherDropouts({ rounds, settings, rng, effort }: AuditContext): DropoutEvidence {
  const { updates } = rounds[0]!;
  const clients = updates.rows;
  const few = zeros(clients, Math.min(COORDINATES, updates.columns));
  for (let i = 0; i < clients; i++) few.data.set(rowOf(updates, i).subarray(0, few.columns), i * few.columns);
  const request = { updates: few, ...settings, rule: "mean", tolerate: 0 };
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
    const lost = calm.clusters.map((members) => members.some((client) => dropouts.includes(client)));
    for (const [cluster, members] of calm.clusters.entries()) {
      tally.clusters++;
      tally.expected += (1 - RATE) ** members.length;
      tally.expectedWasted += members.length * (1 - RATE - (1 - RATE) ** members.length);
      if (!lost[cluster]) tally.survived++;
      else tally.wasted += members.filter((client) => !dropouts.includes(client)).length;
    }
    // A round with nobody left is refused, and one without a dropout is the calm one: nothing to compare.
    if (lost.every(Boolean) || dropouts.length === 0) continue;
    const broken = round({ ...request, dropouts }, stream.fork("round"));
    for (const [cluster, before] of calm.aggregates.entries()) {
      const after = broken.aggregates[cluster]!;
      if ((after === null) !== lost[cluster] || (after === null && broken.accepted[cluster]))
        tally.misplaced++;
      if (after === null || before === null || before === undefined) continue;
      tally.compared++;
      const sameMembers = broken.clusters[cluster]!.join() === calm.clusters[cluster]!.join();
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
