import { contaminatedShare } from "../../../adversaries/oracles/contamination.ts";
import type { RandomStream } from "../../base/random.ts";
import type { RoundSetting, StagedRound } from "../../campaign/play-round.ts";
import { judgeRound } from "../../campaign/reference-player.ts";
import type { MeasuredRound } from "../../campaign/reference-player.ts";
import { contamination, scoreRound } from "../../campaign/score-round.ts";
import type { RoundScore } from "../../campaign/score-round.ts";
import { clusterSizes } from "../../protocol/partition.ts";
import { findRule } from "../../rules/index.ts";
import { mean } from "../../statistics/moments.ts";
import { NO_TRIALS, withTrial } from "../../statistics/korn-graubard.ts";
import type { TrialSums } from "../../statistics/korn-graubard.ts";
import type { DetectionEvidence, DetectionPoint, DetectionSetting } from "../byzantine-evidence.ts";
import type { AuditContext } from "../context.ts";
import { attackBy, attackedRound, playedCount, sampledUpdates } from "./attacked.ts";
import { rateEstimate } from "./estimates.ts";

/** Rules that reject: those of the paper, and one that looks at lengths alone. */
const RULES = ["krum", "multi-krum", "mesas-style", "cge"];

/** From the gross to those that are made to hide; the last one touches nothing but its report. */
const ATTACKS = [
  "client/out-of-range-phase",
  "client/sign-flip",
  "client/min-max",
  "client/alie",
  "client/bound-inflater",
];

const COORDINATES = 64;
/** Beside the run's own. */
const OTHER_SIZE = 10;
/** Of all intervals; a rule that does its job is wrongly said to miss an attack in one of some 10,000 runs. */
const CONFIDENCE = 0.9999;
/** Rounds of a setting for each of the preset's repetitions. */
const SHARE = 0.2;
const MOST_ROUNDS = 300;
/** Of them, where half of the clusters may be contaminated: more clusters are, and a rule is asked for nothing there. */
const MANY_SHARE = 1 / 3;

/** A round as far as its screening. */
interface OpenRound {
  readonly members: ReadonlySet<number>;
  readonly staged: StagedRound;
  readonly measured: MeasuredRound;
  readonly rng: RandomStream;
}

interface Played {
  readonly contaminated: TrialSums;
  readonly byRule: ReadonlyMap<string, readonly RoundScore[]>;
}

function open(
  context: AuditContext,
  setting: RoundSetting,
  attack: { readonly id: string; readonly byzantine: number } | null,
  rounds: number,
): OpenRound[] {
  return Array.from({ length: rounds }, (_, at) => {
    // One stream for all settings: attacks and rules meet the same clusters and the same noise.
    const rng = context.rng.fork(`round/${at}`);
    const updates = sampledUpdates(context, at, COORDINATES);
    const by = attack === null ? null : attackBy(attack.id, {}, attack.byzantine, updates.rows, rng);
    return { ...attackedRound(updates, by, setting, rng), members: new Set(by?.members ?? []), rng };
  });
}

/** Screens rounds by every rule, with an f that goes with so many attackers. */
function screened(rounds: readonly OpenRound[], setting: RoundSetting, byzantine: number): Played {
  let contaminated = NO_TRIALS;
  const byRule = new Map(RULES.map((rule) => [rule, [] as RoundScore[]]));
  for (const { members, staged, measured, rng } of rounds) {
    const bad = contamination(measured.clusters, members);
    contaminated = withTrial(contaminated, bad.filter(Boolean).length, bad.length);
    for (const [name, scores] of byRule) {
      const most = findRule(name)!.maxTolerated(measured.clusters.length);
      const rule = { rule: name, options: {}, tolerate: () => Math.min(byzantine, Math.max(0, most)) };
      scores.push(scoreRound(judgeRound(measured, rule, setting, rng), staged.target, members));
    }
  }
  return { contaminated, byRule };
}

function meanDeviation(scores: readonly RoundScore[]): number | null {
  const seen = scores.map(({ deviation }) => deviation).filter((deviation) => deviation !== null);
  return seen.length === 0 ? null : mean(seen);
}

function pointsOf(attack: string, { byRule }: Played, calm: Played): DetectionPoint[] {
  return [...byRule].flatMap(([rule, scores]) => {
    const judged = scores.filter(({ refusal }) => refusal === null);
    const sums = (hits: "caught" | "accused", cases: "contaminated" | "clean"): TrialSums =>
      judged.reduce((all, score) => withTrial(all, score[hits], score[cases]), NO_TRIALS);
    const truePositives = rateEstimate(sums("caught", "contaminated"), CONFIDENCE);
    if (truePositives === null) return [];
    const [off, usual] = [judged, calm.byRule.get(rule)!].map(meanDeviation);
    return [
      {
        attack: attack.split("/")[1]!,
        rule,
        truePositives,
        falsePositives: rateEstimate(sums("accused", "clean"), CONFIDENCE),
        harm: off === null || !usual ? null : off! / usual,
      },
    ];
  });
}

/** One attacker, one in twenty clients for the run's own size, one in five; of few clients that is less. */
function byzantineCounts(clients: number, isOwn: boolean): number[] {
  const counts = [1, ...(isOwn ? [Math.round(clients / 20)] : []), Math.round(clients / 5)];
  return [...new Set(counts)].filter((count) => count >= 1 && count < clients);
}

/** BY-1: rounds of the run's updates under attack, screened by several rules. */
export function gatherDetection(context: AuditContext): DetectionEvidence {
  const { settings, rounds: measured } = context;
  const { rows: clients, columns } = measured[0]!.updates;
  const rounds = playedCount(context, SHARE, MOST_ROUNDS);
  const sizes = [...new Set([settings.clusterSize, OTHER_SIZE])];
  const found: DetectionSetting[] = [];
  for (const clusterSize of sizes) {
    // The other size may leave a remainder that the run's own policy refuses.
    const remainder = clusterSize === settings.clusterSize ? settings.remainder : "balanced";
    const setting: RoundSetting = { ...settings, clusterSize, remainder };
    const counts = clusterSizes({ clients, clusterSize, remainder });
    if (counts.length < 2) continue;
    const calmRounds = open(context, setting, null, rounds);
    for (const byzantine of byzantineCounts(clients, clusterSize === settings.clusterSize)) {
      const isMinority = byzantine < counts.length / 2;
      const count = isMinority ? rounds : Math.max(2, Math.ceil(MANY_SHARE * rounds));
      const calm = screened(calmRounds.slice(0, count), setting, byzantine);
      const played = ATTACKS.map((id) =>
        screened(open(context, setting, { id, byzantine }, count), setting, byzantine),
      );
      found.push({
        clusterSize,
        clusters: counts.length,
        byzantine,
        rounds: count,
        contaminated: rateEstimate(played[0]!.contaminated, CONFIDENCE)!,
        expected: contaminatedShare(byzantine, counts),
        points: ATTACKS.flatMap((attack, i) => pointsOf(attack, played[i]!, calm)),
      });
    }
  }
  return {
    clients,
    coordinates: Math.min(COORDINATES, columns),
    shots: settings.shots,
    rounds,
    confidence: CONFIDENCE,
    settings: found,
  };
}
