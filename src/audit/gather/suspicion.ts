import { expectedFalseSuspects } from "../../../adversaries/oracles/suspects.ts";
import type { RoundSetting } from "../../campaign/play-round.ts";
import { judgeRound } from "../../campaign/reference-player.ts";
import { areaUnderCurve, suspects } from "../../campaign/score-round.ts";
import { clusterSizes, partition } from "../../protocol/partition.ts";
import { findRule } from "../../rules/index.ts";
import type { Estimate, SuspicionEvidence } from "../byzantine-evidence.ts";
import type { AuditContext } from "../context.ts";
import { attackBy, attackedRound, playedCount, sampledUpdates } from "./attacked.ts";
import { meanEstimate, shareEstimate } from "./estimates.ts";

const CONFIDENCE = 0.9999;
const COORDINATES = 64;
const ROUNDS = 6;
const RULES = ["multi-krum", "cge"];
const ATTACK = "client/out-of-range-phase";
/** Trials with measured rounds for each of the preset's repetitions. */
const SHARE = 0.2;
const MOST_TRIALS = 200;

/** Honest clients that shared a cluster with an attacker in each of the first T rounds. */
function exposedIn(
  request: Parameters<typeof partition>[0],
  byzantine: number,
  { rng }: Pick<AuditContext, "rng">,
): number[] {
  let exposed = Array.from({ length: request.clients - byzantine }, (_, i) => byzantine + i);
  return Array.from({ length: ROUNDS }, () => {
    const near = new Set(
      partition(request, rng)
        .filter((members) => members.some((client) => client < byzantine))
        .flat(),
    );
    exposed = exposed.filter((client) => near.has(client));
    return exposed.length;
  });
}

interface Ranking {
  readonly auc: number;
  readonly named: number;
}

/** How attackers rank by the number of rounds in which their cluster was rejected; ties by half. */
function rankingOf(counts: readonly number[], attackers: ReadonlySet<number>): Ranking {
  const of = (wanted: boolean): number[] => counts.filter((_, client) => attackers.has(client) === wanted);
  const [guilty, honest] = [of(true), of(false)];
  const least = counts.toSorted((a, b) => b - a)[attackers.size - 1]!;
  const above = (values: readonly number[]): number => values.filter((count) => count > least).length;
  const tied = (values: readonly number[]): number => values.filter((count) => count === least).length;
  const room = attackers.size - above(counts);
  const named = above(guilty) + (room * tied(guilty)) / tied(counts);
  return { auc: areaUnderCurve(guilty, honest)!, named: named / attackers.size };
}

/** Rankings after 1 … T rounds of each rule. */
function playTrial(context: AuditContext, byzantine: number, trial: number): Ranking[][] {
  const setting: RoundSetting = context.settings;
  const rng = context.rng.fork(`trial/${trial}`);
  const clients = context.rounds[0]!.updates.rows;
  const attack = attackBy(ATTACK, {}, byzantine, clients, rng);
  const attackers = new Set(attack.members);
  const counts = RULES.map(() => Array.from({ length: clients }, () => 0));
  const rankings = RULES.map(() => [] as Ranking[]);
  for (let at = 0; at < ROUNDS; at++) {
    const stream = rng.fork(`round/${at}`);
    const updates = sampledUpdates(context, trial + at, COORDINATES);
    const { measured } = attackedRound(updates, attack, setting, stream);
    for (const [i, name] of RULES.entries()) {
      const most = findRule(name)!.maxTolerated(measured.clusters.length);
      const rule = { rule: name, options: {}, tolerate: () => Math.min(byzantine, Math.max(0, most)) };
      for (const client of suspects(judgeRound(measured, rule, setting, stream))) counts[i]![client]!++;
      rankings[i]!.push(rankingOf(counts[i]!, attackers));
    }
  }
  return rankings;
}

/** BY-4: whom rejected clusters point at over rounds, with perfect detection and with that of rules. */
export function gatherSuspicion(context: AuditContext): SuspicionEvidence {
  const { settings, effort, rounds, rng } = context;
  const clients = rounds[0]!.updates.rows;
  const { clusterSize, remainder } = settings;
  const request = { clients, clusterSize, remainder };
  const byzantine = Math.max(1, Math.round(clients / 10));
  const exposed = Array.from({ length: effort.trials }, (_, trial) =>
    exposedIn(request, byzantine, { rng: rng.fork(`perfect/${trial}`) }),
  );
  const sizes = clusterSizes(request);
  const playedTrials =
    sizes.length < 2 || byzantine >= clients ? 0 : playedCount(context, SHARE, MOST_TRIALS);
  const played = Array.from({ length: playedTrials }, (_, trial) => playTrial(context, byzantine, trial));
  const figure = (values: readonly number[]): Estimate => shareEstimate(values, CONFIDENCE)!;
  return {
    clients,
    clusterSize,
    byzantine,
    confidence: CONFIDENCE,
    trials: effort.trials,
    perfect: Array.from({ length: ROUNDS }, (_, t) => ({
      rounds: t + 1,
      honestSuspects: meanEstimate(
        exposed.map((counts) => counts[t]!),
        CONFIDENCE,
      )!,
      expected: expectedFalseSuspects(byzantine, sizes, t + 1),
    })),
    attack: ATTACK.split("/")[1]!,
    playedTrials,
    byRule:
      playedTrials === 0
        ? []
        : RULES.flatMap((rule, i) =>
            [1, ROUNDS].map((after) => ({
              rule,
              rounds: after,
              auc: figure(played.map((rankings) => rankings[i]![after - 1]!.auc)),
              named: figure(played.map((rankings) => rankings[i]![after - 1]!.named)),
            })),
          ),
  };
}
