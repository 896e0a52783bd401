import type { RandomStream } from "../../base/random.ts";
import { isRefusal } from "../../base/refusal.ts";
import { dequantize, quantizationStep, quantize } from "../../masking/quantize.ts";
import type { Interval } from "../../statistics/clopper-pearson.ts";
import { normalQuantile } from "../../statistics/normal-quantile.ts";
import { rowOf } from "../../base/matrix.ts";
import type { AuditContext } from "../context.ts";
import type { QuantizationEvidence } from "../masking-evidence.ts";

/** The paper's, and one that is coarser. */
const PAPER_BITS = [8, 16, 32];
const BITS = [4, ...PAPER_BITS];
const LARGEST_LEVEL = 2 ** 31 - 1;
const MOST_CLIENTS = 200;
const DRAWN = { clients: 12, means: 4000, bits: 8 } as const;
/** The ratio leaves the interval, and the claim is wrongly said to fail, in a few of a million runs. */
const CONFIDENCE = 0.999999;
/** How far the run's own errors may be from independent ones before that is told. */
const TOLERANCE = 1.05;

/** Errors in steps of q bits, quantized minus true. */
function errorsOf(values: Float64Array, bits: number, bound: number): Float64Array {
  const step = quantizationStep(bits, bound);
  if (step === 0) return new Float64Array(values.length);
  const back = dequantize(quantize(values, bits, bound), bits, bound);
  return back.map((value, i) => (value - values[i]!) / step);
}

/** Sums of squares of the mean error of N clients, coordinate by coordinate, and the largest single error. */
function meanErrors(
  rows: readonly Float64Array[],
  bits: number,
  bound: number,
): { squares: number; largest: number } {
  const mean = new Float64Array(rows[0]!.length);
  let largest = 0;
  for (const row of rows) {
    for (const [c, error] of errorsOf(row, bits, bound).entries()) {
      mean[c]! += error / rows.length;
      largest = Math.max(largest, Math.abs(error));
    }
  }
  return { squares: mean.reduce((sum, error) => sum + error ** 2, 0), largest };
}

/** The rms of `means` mean errors over 1/√(12N). */
function ratioOf(squares: number, means: number, clients: number): number {
  return Math.sqrt((12 * clients * squares) / means);
}

/**
 * Where that ratio lies: its square is a mean of `means` squares of sums of N uniform errors, whose kurtosis is
 * 3 − 6/(5N), and so near normal about 1 with the variance (2 − 6/(5N))/means.
 */
export function ratioInterval(means: number, clients: number, tolerance = 1): Interval {
  const deviation = Math.sqrt((2 - 6 / (5 * clients)) / means);
  const spread = -normalQuantile((1 - CONFIDENCE) / 2) * deviation;
  return { lower: Math.sqrt(Math.max(0, 1 - spread)) / tolerance, upper: Math.sqrt(1 + spread) * tolerance };
}

function refusesBeyondBound(): boolean {
  try {
    quantize([1 + Number.EPSILON], DRAWN.bits, 1);
    return false;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return true;
  }
}

function drawnRatio(rng: RandomStream): number {
  const rows = Array.from({ length: DRAWN.clients }, () =>
    Float64Array.from({ length: DRAWN.means }, () => 2 * rng.uniform() - 1),
  );
  return ratioOf(meanErrors(rows, DRAWN.bits, 1).squares, DRAWN.means, DRAWN.clients);
}

/** QN-7: errors of the run's own weights at several bits, and of values drawn over the whole range. */
export function gatherQuantization({ rounds, rng, effort }: AuditContext): QuantizationEvidence {
  const clients = Math.min(MOST_CLIENTS, rounds[0]!.updates.rows);
  const coordinates = Math.min(rounds[0]!.updates.columns, Math.max(1, Math.floor(effort.samples / clients)));
  const means = rounds.length * coordinates;
  let largestError = 0;
  const byBits = BITS.map((bits) => {
    let squares = 0;
    for (const { updates, result } of rounds) {
      const rows = Array.from({ length: clients }, (_, client) =>
        rowOf(updates, client).subarray(0, coordinates),
      );
      const found = meanErrors(rows, bits, result.weightBound);
      squares += found.squares;
      largestError = Math.max(largestError, found.largest);
    }
    return { bits, ofPaper: PAPER_BITS.includes(bits), ratio: ratioOf(squares, means, clients) };
  });
  return {
    values: clients * means,
    largestError,
    roundingAllowance: 4 * LARGEST_LEVEL * 2 ** -53,
    beyondBoundRefused: refusesBeyondBound(),
    clients,
    means,
    drawnRatio: drawnRatio(rng.fork("drawn")),
    drawnMeans: DRAWN.means,
    drawnClients: DRAWN.clients,
    drawnInterval: ratioInterval(DRAWN.means, DRAWN.clients),
    confidence: CONFIDENCE,
    byBits,
    ownInterval: ratioInterval(means, clients, TOLERANCE),
  };
}
