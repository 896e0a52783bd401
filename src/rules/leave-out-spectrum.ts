import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { spectrumOf } from "./eigen.ts";
import { countNegative } from "./inertia.ts";
import { gram as productsOf } from "./pairs.ts";

/** Nearer to an eigenvalue than this, relative to the largest, a limit counts as so far from it. */
const POLE = 1e-14;

/** Halvings of an interval until it is as short as float64 tells. */
const HALVINGS = 60;

/** The largest eigenvalue of a scatter matrix when some of its inputs are left out. */
export interface LeaveOutSpectrum {
  /** It itself. */
  readonly top: (left: Int32Array) => number;
  /** Whether it exceeds a limit: costly for a new limit, and then next to nothing for each set that is left out. */
  readonly exceeds: (limit: number) => (left: Int32Array) => boolean;
}

/**
 * With the spectrum of all n inputs, G = U·Λ·Uᵀ, those of all subsets come cheap. Without f inputs R the scatter matrix is
 * that of all less Y·C·Yᵀ, the columns of Y being the inputs left out less the mean of all, and C = 1 + 11ᵀ/(n − f). By the
 * inertia of [[S − t, Y], [Yᵀ, C⁻¹]], taken in both orders (Haynsworth 1968), it has as many eigenvalues above t as S
 * has, less the number of negative ones of the f × f matrix 1 − 11ᵀ/n − K_RR, where K = U·Λ/(Λ − t)·Uᵀ is one for all R.
 *
 * @param gram n × n: products of all inputs less their mean
 */
export function leaveOutSpectrum(gram: Matrix): LeaveOutSpectrum {
  const inputs = gram.rows;
  const { values, vectors } = spectrumOf(gram);
  let scratch = new Float64Array(0);
  const largest = values.reduce((most, value) => Math.max(most, value), 0);

  /** Λ/(Λ − t), and how many eigenvalues exceed t. */
  function factorsAt(limit: number): { readonly factors: Float64Array; readonly above: number } {
    let above = 0;
    const factors = values.map((value) => {
      if (value > limit) above++;
      const gap = Math.max(Math.abs(value - limit), POLE * largest);
      return Math.max(0, value) / (value > limit ? gap : -gap);
    });
    return { factors, above };
  }

  function isAbove(above: number, left: Int32Array, entry: (r: number, s: number) => number): boolean {
    const count = left.length;
    if (above === 0 || above > count) return above > 0;
    if (scratch.length !== count * count) scratch = new Float64Array(count * count);
    const matrix = scratch;
    for (let a = 0; a < count; a++) {
      for (let b = 0; b <= a; b++) {
        const value = (a === b ? 1 : 0) - 1 / inputs - entry(left[a]!, left[b]!);
        matrix[a * count + b] = value;
        matrix[b * count + a] = value;
      }
    }
    return countNegative(matrix, count) < above;
  }

  function exceeds(limit: number): (left: Int32Array) => boolean {
    const { factors, above } = factorsAt(limit);
    const entries = above === 0 ? new Float64Array(0) : weighted(vectors, factors);
    return (left) => isAbove(above, left, (r, s) => entries[r * inputs + s]!);
  }

  function top(left: Int32Array): number {
    let [low, high] = [0, largest];
    for (let step = 0; step < HALVINGS && high > low; step++) {
      const limit = (low + high) / 2;
      const { factors, above } = factorsAt(limit);
      const entry = (r: number, s: number): number => {
        let sum = 0;
        for (let k = 0; k < inputs; k++) {
          sum += vectors.data[r * inputs + k]! * factors[k]! * vectors.data[s * inputs + k]!;
        }
        return sum;
      };
      if (isAbove(above, left, entry)) low = limit;
      else high = limit;
    }
    return high;
  }

  return { top, exceeds };
}

/** U·diag(w)·Uᵀ, as the difference of two products of a matrix with itself, for which there is a quick way. */
function weighted({ rows, columns, data }: Matrix, weights: Float64Array): Float64Array {
  const part = (sign: number): Float64Array => {
    const used = Array.from(weights.keys()).filter((k) => sign * weights[k]! > 0);
    const scaled = zeros(rows, used.length);
    for (const [c, k] of used.entries()) {
      const root = Math.sqrt(sign * weights[k]!);
      for (let r = 0; r < rows; r++) scaled.data[r * used.length + c] = root * data[r * columns + k]!;
    }
    return productsOf(scaled).data;
  };
  const [positive, negative] = [part(1), part(-1)];
  return positive.map((value, i) => value - negative[i]!);
}
