import { checkArray, checkInteger, checkName } from "../base/check.ts";
import { checkMatrix, rowOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { checkLevel } from "../statistics/check-level.ts";
import type { Interval } from "../statistics/clopper-pearson.ts";
import { studentQuantile } from "../statistics/student-quantile.ts";
import { columnMeans } from "./deviations.ts";

/** A figure and the interval that it lies in. */
export interface Bounded extends Interval {
  readonly value: number;
}

/** What a guess is compared with: no guess (all zeros), or the clients' mean update, which is public. */
export const BASELINES = ["zero", "mean"] as const;

export type Baseline = (typeof BASELINES)[number];

/** How R² is measured. */
export interface ReconstructionOptions {
  /** Of the interval, strictly between 0 and 1. */
  readonly confidence: number;
  /** "zero" by default. */
  readonly baseline?: Baseline;
  /**
   * Clients that depend on each other, as lists of indices, at least two lists: the members of a cluster where an
   * estimate comes from its sum. By default each client is a unit by itself.
   */
  readonly units?: readonly (readonly number[])[];
}

/** Sums over all coordinates of some clients, y the truth and x the estimate: Σy², Σx², Σxy and Σ(y − x)². */
type Moments = readonly [truth: number, estimate: number, product: number, residual: number];

function plus(a: Moments, b: Moments): Moments {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
}

/** The moments of each unit, about zero or about the means over clients of either matrix. */
function momentsOf(truth: Matrix, estimate: Matrix, { baseline, units }: ReconstructionOptions): Moments[] {
  checkName("baseline", baseline ?? "zero", BASELINES);
  checkMatrix("truth", truth);
  checkMatrix("estimate", estimate);
  if (estimate.rows !== truth.rows || estimate.columns !== truth.columns) {
    const shape = `${truth.rows} × ${truth.columns} numbers, like the truth`;
    throw rangeRefusal("estimate", shape, `${estimate.rows} × ${estimate.columns}`);
  }
  const groups = units ?? Array.from({ length: truth.rows }, (_, client) => [client]);
  checkArray("units", groups);
  if (groups.length < 2) throw rangeRefusal("units", "at least two", groups.length);
  const none = new Float64Array(truth.columns);
  const [truthMeans, estimateMeans] =
    baseline === "mean" ? [columnMeans(truth), columnMeans(estimate)] : [none, none];
  return groups.map((clients, unit) => {
    let [ownTruth, ownEstimate, product, residual] = [0, 0, 0, 0];
    for (const client of clients) {
      checkInteger(`units[${unit}]`, client, { min: 0, max: truth.rows - 1 });
      const [y, x] = [rowOf(truth, client), rowOf(estimate, client)];
      for (let c = 0; c < y.length; c++) {
        const [above, guess] = [y[c]! - truthMeans[c]!, x[c]! - estimateMeans[c]!];
        ownTruth += above * above;
        ownEstimate += guess * guess;
        product += above * guess;
        residual += (y[c]! - x[c]!) ** 2;
      }
    }
    return [ownTruth, ownEstimate, product, residual];
  });
}

/** A statistic of all units, and Student's interval of it from the jackknife that leaves out one at a time. */
function jackknife(units: readonly Moments[], confidence: number, of: (all: Moments) => number): Bounded {
  checkLevel("confidence", confidence);
  const total = units.reduce(plus);
  const left = units.map((unit) => of([0, 1, 2, 3].map((i) => total[i]! - unit[i]!) as unknown as Moments));
  const centre = left.reduce((a, b) => a + b) / left.length;
  const squares = left.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const half =
    studentQuantile(1 - confidence, units.length - 1) *
    Math.sqrt((squares * (units.length - 1)) / units.length);
  const value = of(total);
  return { value, lower: value - half, upper: value + half };
}

/**
 * R² of an estimate of the clients' updates: 1 − Σ(w − ŵ)²/Σ(w − b)² over clients and coordinates, with the baseline b.
 * It is 1 for the updates themselves, 0 for the baseline, and below for what is worse than no guess.
 *
 * The interval is Student's on ln(1 − R²), with the error of a jackknife over units (clients, or clusters where `units`
 * says so): coordinates may depend on each other as they like.
 *
 * @param truth N × d
 * @param estimate N × d
 * @throws TypeError, RangeError for matrices of different shapes or not finite, less than two units, a confidence out of
 *   range; RangeError for updates that are nothing but the baseline
 */
export function reconstructionR2(truth: Matrix, estimate: Matrix, options: ReconstructionOptions): Bounded {
  const units = momentsOf(truth, estimate, options);
  const spread = units.reduce((sum, [own]) => sum + own, 0);
  if (spread === 0) throw rangeRefusal("truth", "updates that differ from the baseline", spread);
  // Of a perfect estimate there is no logarithm.
  const least = Number.EPSILON ** 2 * spread;
  const { value, lower, upper } = jackknife(units, options.confidence, ([own, , , residual]) =>
    Math.log(Math.max(residual, least) / Math.max(own, least)),
  );
  return { value: 1 - Math.exp(value), lower: 1 - Math.exp(upper), upper: 1 - Math.exp(lower) };
}

/**
 * R² of the best multiple of an observation, as of a cluster's sum for each of its members: the squared correlation over
 * clients and coordinates, one factor for all. This is what the best linear estimate explains, the figure of THR-GOAL-3;
 * an observation of another scale has the same, and {@link reconstructionR2} judges an estimate as it stands. The interval is Student's on Fisher's z = artanh(r), with the
 * error of a jackknife over units as in {@link reconstructionR2}; one that reaches 0 is one-sided.
 *
 * @throws as reconstructionR2, and RangeError for an observation that is nothing but the baseline
 */
export function linearR2(truth: Matrix, observed: Matrix, options: ReconstructionOptions): Bounded {
  const units = momentsOf(truth, observed, options);
  const [spread, other] = units.reduce(plus);
  if (spread === 0) throw rangeRefusal("truth", "updates that differ from the baseline", spread);
  if (other === 0) throw rangeRefusal("observed", "numbers that differ from the baseline", other);
  const { value, lower, upper } = jackknife(units, options.confidence, ([own, guess, product]) => {
    const r = own * guess > 0 ? product / Math.sqrt(own * guess) : 0;
    return Math.atanh(Math.max(-1 + Number.EPSILON, Math.min(1 - Number.EPSILON, r)));
  });
  const [low, high] = [Math.tanh(lower) ** 2, Math.tanh(upper) ** 2];
  return {
    value: Math.tanh(value) ** 2,
    lower: lower < 0 && upper > 0 ? 0 : Math.min(low, high),
    upper: Math.max(low, high),
  };
}
