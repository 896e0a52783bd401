import { checkArray, checkInteger, checkName, checkNumber } from "../base/check.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { deviations } from "./deviations.ts";
import { disaggregateEach } from "./disaggregate.ts";
import type { DisaggregationOptions } from "./disaggregate.ts";
import type { ObservedRound } from "./normal-equations.ts";
import { reconstructionR2 } from "./reconstruction.ts";
import type { Bounded } from "./reconstruction.ts";

/** What an estimate after T rounds is compared with: a client's mean update over them, or its last one. */
export const CURVE_TARGETS = ["mean", "latest"] as const;

export type CurveTarget = (typeof CURVE_TARGETS)[number];

/** How updates are estimated and judged. */
export interface CurveOptions extends DisaggregationOptions {
  readonly target: CurveTarget;
  /** Of the intervals, strictly between 0 and 1. */
  readonly confidence: number;
  /** R² above which a client counts as read; 0.9 by default. */
  readonly threshold?: number;
}

/** What disaggregation gives after the first T rounds. */
export interface CurvePoint {
  /** T. */
  readonly rounds: number;
  /** Over all clients and coordinates. */
  readonly r2: Bounded;
  /** How many clients have an R² of their own above the threshold. */
  readonly read: number;
}

/** The exact sums of clusters: M × d for N × d updates. @throws RangeError for a client out of range */
export function exactSums(updates: Matrix, clusters: ObservedRound["clusters"]): Matrix {
  const sums = zeros(clusters.length, updates.columns);
  for (const [m, members] of clusters.entries()) {
    const sum = rowOf(sums, m);
    for (const client of members) {
      checkInteger(`clusters[${m}]`, client, { min: 0, max: updates.rows - 1 });
      const row = rowOf(updates, client);
      for (let c = 0; c < sum.length; c++) sum[c]! += row[c]!;
    }
  }
  return sums;
}

/** After each round the mean of the updates so far, or the last. */
function* targets(updates: Iterable<Matrix>, target: CurveTarget): Generator<Matrix, void, void> {
  let mean: Matrix | undefined;
  let rounds = 0;
  for (const matrix of updates) {
    rounds++;
    if (target === "latest" || mean === undefined) {
      mean = { ...matrix, data: matrix.data.slice() };
    } else {
      for (let i = 0; i < mean.data.length; i++) mean.data[i]! += (matrix.data[i]! - mean.data[i]!) / rounds;
    }
    yield mean;
  }
}

function countRead(truth: Matrix, estimate: Matrix, threshold: number): number {
  let read = 0;
  for (let client = 0; client < truth.rows; client++) {
    const [own, guess] = [rowOf(truth, client), rowOf(estimate, client)];
    let [squares, residual] = [0, 0];
    for (let c = 0; c < own.length; c++) {
      squares += own[c]! ** 2;
      residual += (own[c]! - guess[c]!) ** 2;
    }
    if (residual < (1 - threshold) * squares) read++;
  }
  return read;
}

/**
 * What a server makes of updates that follow each other in a training, round after round (PR-5): R² of
 * {@link disaggregate} from the first, the first two … rounds. Updates of one client are alike over rounds but drift, so that an
 * older sum tells less of the last update; `discount` weighs for that, and `prior: "estimated"` keeps rounds near T*,
 * where the equations hardly determine all clients, from amplifying the drift. With `centred` both sides are
 * deviations from a round's mean update, which is public, and R² = 0 is the guess that all clients are alike.
 *
 * @param updates the true N × d updates of T rounds
 * @param observed what the server has of as many rounds: exact sums ({@link exactSums}) or measured ones
 * @throws TypeError, RangeError for no rounds, lists of different lengths, and as disaggregate and {@link reconstructionR2}
 */
export function disaggregationCurve(
  updates: UpdateRounds,
  observed: readonly ObservedRound[],
  { target, confidence, threshold = 0.9, ...options }: CurveOptions,
): CurvePoint[] {
  checkName("target", target, CURVE_TARGETS);
  checkNumber("threshold", threshold, { min: 0, max: 1 });
  checkArray("updates", updates);
  checkInteger("updates.length", updates.length, { min: 1 });
  if (observed.length !== updates.length) {
    throw rangeRefusal("observed", `${updates.length} rounds, like the updates`, observed.length);
  }
  const truths = targets(options.centred === true ? updates.map(deviations) : updates, target);
  const points: CurvePoint[] = [];
  for (const estimate of disaggregateEach(observed, updates[0]!.rows, options)) {
    const truth = truths.next().value!;
    const r2 = reconstructionR2(truth, estimate, { confidence });
    points.push({ rounds: points.length + 1, r2, read: countRead(truth, estimate, threshold) });
  }
  return points;
}

/** The first T at which R² is above `threshold`; null where it never is. */
export function roundsToRead(curve: readonly CurvePoint[], threshold: number): number | null {
  return curve.find(({ r2 }) => r2.value > threshold)?.rounds ?? null;
}
