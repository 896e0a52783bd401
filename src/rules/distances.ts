import { rowOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { unsupportedError } from "../base/unsupported.ts";
import { pairSquares } from "./pairs.ts";
import { WIDE_ZERO, wideOf } from "./wide.ts";
import type { Wide } from "./wide.ts";

/** n² numbers have to fit into memory. */
const MOST_INPUTS = 4000;

/** Whether a plain sum of squares lost nothing to overflow or underflow. */
export function isSafe(sum: number): boolean {
  return sum > 2 ** -900 && sum < 2 ** 1000;
}

/** ‖x − y‖², also where a plain sum of squares leaves float64: in units of the largest difference. */
export function squaredDistance(x: Float64Array, y: Float64Array): Wide {
  let peak = 0;
  for (const [c, value] of x.entries()) peak = Math.max(peak, Math.abs(value - y[c]!));
  if (peak === 0) return WIDE_ZERO;
  // Two opposite numbers near the end of float64 have no finite difference; half of each has.
  const halving = Number.isFinite(peak) ? 1 : 0.5;
  const exponent = Number.isFinite(peak) ? wideOf(peak).exponent : 1023;
  const half = Math.trunc(exponent / 2);
  const first = 2 ** -half;
  const second = 2 ** (half - exponent);
  let sum = 0;
  for (const [c, value] of x.entries()) {
    const difference = (value * halving - y[c]! * halving) * first * second;
    sum += difference * difference;
  }
  return wideOf(sum, 2 * (halving === 1 ? exponent : exponent + 1));
}

/**
 * All squared Euclidean distances, ‖x_i − x_j‖² at i·n + j, whatever the magnitudes of the inputs.
 *
 * @param vectors n × d finite numbers
 * @throws an unsupported error for n > 4000
 */
export function squaredDistances(vectors: Matrix): readonly Wide[] {
  const { rows } = vectors;
  if (rows > MOST_INPUTS) {
    throw unsupportedError(
      "aggregates",
      `${rows} inputs where all pairs are compared (at most ${MOST_INPUTS})`,
    );
  }
  const sums = pairSquares(vectors);
  return Array.from({ length: rows * rows }, (_, at) => {
    const i = Math.floor(at / rows);
    const j = at % rows;
    const sum = sums[Math.max(i, j) * rows + Math.min(i, j)]!;
    return isSafe(sum) ? wideOf(sum) : squaredDistance(rowOf(vectors, i), rowOf(vectors, j));
  });
}
