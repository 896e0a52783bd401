import { rowOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import type { DataSet } from "../learning/data-set.ts";
import { noiseless } from "../quantum/noise.ts";
import type { GateNoise } from "../quantum/noise.ts";
import { phaseScale } from "../protocol/encode.ts";
import type { RemainderPolicy } from "../protocol/partition.ts";
import { round } from "../protocol/round.ts";
import type { RoundResult } from "../protocol/round.ts";

/** The rounds that an audit runs. */
export interface AuditSettings {
  /** k. */
  readonly clusterSize: number;
  readonly remainder: RemainderPolicy;
  /** Shots in each basis. */
  readonly shots: number;
  readonly noise: GateNoise;
}

/** How much is measured; `full` asks the same questions of more data. */
export interface Effort {
  /** Cases of each deterministic law. */
  readonly lawRuns: number;
  /** How many rounds of updates are used, spread from the first to the last. */
  readonly rounds: number;
  /** Cluster sums, pairs of updates, phases … looked at for one claim. */
  readonly samples: number;
  /** Repetitions of small experiments. */
  readonly trials: number;
}

/** A round that was run on real updates with the audit's noise and shots. */
export interface MeasuredRound {
  readonly updates: Matrix;
  readonly result: RoundResult;
}

/** What the measurements of an audit work on. */
export interface AuditContext {
  readonly settings: AuditSettings;
  readonly effort: Effort;
  readonly rounds: readonly MeasuredRound[];
  readonly rng: RandomStream;
  /** What the updates were trained on, if that is somebody's data set. */
  readonly data?: DataSet | undefined;
}

/** Runs the audit's rounds: plain averaging, so that what is measured is the quantum part. */
export function measureRound(updates: Matrix, settings: AuditSettings, rng: RandomStream): MeasuredRound {
  return { updates, result: round({ updates, ...settings, rule: "mean", tolerate: 0 }, rng) };
}

/** One cluster's sum in one coordinate: what it truly is, and what was measured. */
export interface ClusterSum {
  /** The members' phases, radians. */
  readonly phases: Float64Array;
  readonly trueSum: number;
  readonly estimate: number;
  readonly visibility: number;
  readonly members: number;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * `total` if the limit allows it, else the largest count up to `limit` that shares no divisor with `total`: a step
 * that fitted into the coordinates would pass the same ones by in every cluster.
 */
function sampleCount(total: number, limit: number): number {
  if (limit >= total) return total;
  let count = Math.max(1, Math.floor(limit));
  while (greatestCommonDivisor(count, total) > 1) count--;
  return count;
}

/** At most `limit` cluster sums, spread evenly over rounds, clusters and coordinates. */
export function* clusterSums({ rounds, settings }: AuditContext, limit: number): Generator<ClusterSum> {
  const places = rounds.flatMap(({ updates, result }) =>
    result.clusters.map((members, cluster) => ({ updates, result, members, cluster })),
  );
  const coordinates = Math.max(...rounds.map(({ updates }) => updates.columns));
  const total = places.length * coordinates;
  const count = sampleCount(total, limit);
  for (let sample = 0; sample < count; sample++) {
    const at = Math.floor((sample * total) / count);
    const { updates, result, members, cluster } = places[Math.floor(at / coordinates)]!;
    const coordinate = at % coordinates;
    const measured = result.transcript.server.measurements[cluster];
    if (measured === null || measured === undefined) continue;
    const scale = phaseScale(Math.max(settings.clusterSize, members.length), result.weightBound);
    const phases = Float64Array.from(members, (client) => scale * rowOf(updates, client)[coordinate]!);
    yield {
      phases,
      trueSum: phases.reduce((sum, phase) => sum + phase, 0),
      estimate: measured.phaseSum[coordinate]!,
      visibility: measured.visibility[coordinate]!,
      members: members.length,
    };
  }
}

/** How many members the smallest and the largest cluster of the rounds have. */
export function clusterExtremes({ rounds }: AuditContext): { smallest: number; largest: number } {
  const sizes = rounds.flatMap(({ result }) => result.clusters.map(({ length }) => length));
  return {
    smallest: sizes.reduce((a, b) => Math.min(a, b)),
    largest: sizes.reduce((a, b) => Math.max(a, b)),
  };
}

/** The difference of two angles on the circle, in (−π, π]. */
export function angleBetween(a: number, b: number): number {
  return Math.atan2(Math.sin(a - b), Math.cos(a - b));
}

/** No noise in the layout of the audit. */
export function quiet({ noise }: AuditSettings): GateNoise {
  return noiseless(noise.layout);
}
