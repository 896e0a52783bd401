import { zeros } from "../base/matrix.ts";
import { squaredDistances } from "./distances.ts";
import { topEigenpair } from "./eigen.ts";
import { leaveOutBounds } from "./leave-out-bounds.ts";
import type { LeaveOutBounds } from "./leave-out-bounds.ts";
import { meanOfRows } from "./mean.ts";
import { acceptedAmong, MAJORITY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";
import { checkSubsets, forEachSubset } from "./subsets.ts";
import { compareWide, narrow } from "./wide.ts";
import type { Wide } from "./wide.ts";

/** Eigenvalues that differ by less, relatively, differ by rounding: the earlier subset stays. */
const ROUNDING = 1e-12;

/** So many steps of the power method may show that a subset is no better, before it is decomposed. */
const POWER_STEPS = 8;

/**
 * Squared distances in units in which those among a majority are moderate. What then exceeds float64 is
 * Infinity, and no subset with it is the best.
 */
function moderate(squares: readonly Wide[]): Float64Array {
  const positive = squares.filter(({ mantissa }) => mantissa > 0).sort(compareWide);
  const unit = positive[positive.length >> 2]?.exponent ?? 0;
  return Float64Array.from(squares, ({ mantissa, exponent }) =>
    mantissa === 0 ? 0 : narrow({ mantissa, exponent: exponent - unit }),
  );
}

/** Work on one subset after the other: the Gram matrix of the centred inputs, −½·H·D·H, from their distances D. */
function centredGrams(squares: Float64Array, inputs: number, size: number) {
  const gram = zeros(size, size);
  const means = new Float64Array(size);
  const vector = new Float64Array(size);
  const image = new Float64Array(size);

  /** Fills in the Gram matrix and returns its trace. */
  function fill(subset: Int32Array): number {
    const { data } = gram;
    let all = 0;
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let b = 0; b < size; b++) sum += squares[subset[a]! * inputs + subset[b]!]!;
      means[a] = sum / size;
      all += sum / size;
    }
    const grand = all / size;
    let trace = 0;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const square = squares[subset[a]! * inputs + subset[b]!]!;
        data[a * size + b] = (means[a]! - square + means[b]! - grand) / 2;
      }
      trace += data[a * size + a]!;
    }
    return trace;
  }

  /** Whether a lower bound of the top eigenvalue shows that it exceeds `limit`. */
  function exceeds(limit: number, trace: number): boolean {
    // All of the trace in one eigenvalue, or evenly in all of them.
    if (trace <= limit) return false;
    if (trace / size > limit) return true;
    const { data } = gram;
    let longest = 0;
    for (let a = 1; a < size; a++) {
      if (data[a * size + a]! > data[longest * size + longest]!) longest = a;
    }
    // A column is the image of a unit vector: where the longest input points the variance is not small.
    for (let a = 0; a < size; a++) vector[a] = data[a * size + longest]!;
    for (let step = 0; step < POWER_STEPS; step++) {
      const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
      if (!(length > 0)) return false;
      let quotient = 0;
      for (let a = 0; a < size; a++) {
        let sum = 0;
        for (let b = 0; b < size; b++) sum += data[a * size + b]! * vector[b]!;
        image[a] = sum / length;
        quotient += (vector[a]! / length) * image[a]!;
      }
      if (quotient > limit) return true;
      vector.set(image);
    }
    return false;
  }

  return { gram, fill, exceeds };
}

/** The inputs that a subset leaves out, into `left`. */
function complement(subset: Int32Array, inputs: number, left: Int32Array): Int32Array {
  let place = 0;
  let next = 0;
  for (let i = 0; i < inputs; i++) {
    if (subset[next] === i) next++;
    else left[place++] = i;
  }
  return left;
}

/** The lexicographically first subset whose centred Gram matrix has the least top eigenvalue. */
function calmest(squares: Float64Array, inputs: number, size: number): number[] {
  const { gram, fill, exceeds } = centredGrams(squares, inputs, size);
  const left = new Int32Array(inputs - size);
  const bounds = boundsOf(squares, inputs, size);
  let best = Array.from({ length: size }, (_, i) => i);
  let least = bounds === undefined ? Infinity : startingLimit();

  /** The eigenvalue of what looks best, a little more, so that it is found at its own turn again. */
  function startingLimit(): number {
    let promising = Int32Array.from(best);
    let low = Infinity;
    forEachSubset(inputs, size, (subset) => {
      const estimate = bounds!.estimate(complement(subset, inputs, left));
      if (estimate < low) [promising, low] = [subset.slice(), estimate];
    });
    if (!Number.isFinite(fill(promising))) return Infinity;
    const { value } = topEigenpair(gram);
    return value > 0 ? value * (1 + 1e3 * ROUNDING) : Infinity;
  }

  forEachSubset(inputs, size, (subset) => {
    if (bounds?.exceeds(complement(subset, inputs, left), least) === true) return;
    const trace = fill(subset);
    if (!Number.isFinite(trace) || exceeds(least, trace)) return;
    const { value } = topEigenpair(gram);
    if (value < least * (1 - ROUNDING)) {
      least = value;
      best = Array.from(subset);
    }
  });
  return best;
}

/** Bounds where they cost less than looking at the subset itself and where no distance is beyond float64. */
function boundsOf(squares: Float64Array, inputs: number, size: number): LeaveOutBounds | undefined {
  if ((inputs - size) ** 2 > 4 * size) return undefined;
  const { gram, fill } = centredGrams(squares, inputs, inputs);
  const trace = fill(Int32Array.from({ length: inputs }, (_, i) => i));
  return Number.isFinite(trace) ? leaveOutBounds(gram.data, inputs, size) : undefined;
}

function run({ vectors }: RuleInputs, { tolerate }: RuleParameters): RuleResult {
  const { rows } = vectors;
  checkSubsets("smea", rows, tolerate);
  const kept =
    tolerate === 0
      ? Array.from({ length: rows }, (_, i) => i)
      : calmest(moderate(squaredDistances(vectors)), rows, rows - tolerate);
  return { aggregate: meanOfRows(vectors, kept), accepted: acceptedAmong(rows, kept) };
}

/**
 * Smallest maximum eigenvalue averaging (Allouah et al. 2023): the mean of the n − f inputs whose covariance has the least
 * top eigenvalue, of equal ones (within 1e-12) the lexicographically first; n > 2f. The covariance of a subset
 * has the eigenvalues of its centred Gram matrix, which follows from the distances: no error of an outlier outside
 * enters. It accepts those. Beyond 200,000 subsets it is unsupported.
 */
export const smea: Rule = {
  id: "smea",
  definition: "mean of the n − f inputs of least top covariance eigenvalue (at most 200,000 subsets)",
  accepts: "the n − f averaged",
  options: [],
  ...MAJORITY,
  asIn: ["ByzFL SMEA, which estimates the eigenvalue by one step of the power method"],
  run,
};
