/**
 * Lower bounds of the top eigenvalue of a scatter matrix when a few of its inputs are left out, at a cost that does not
 * grow with the number of inputs: Rayleigh quotients of a few directions that stand for the largest eigenvalues of all of
 * them, with what is left out taken away.
 */

/** So many directions. */
const DIRECTIONS = 16;

/** Steps of subspace iteration; directions that are not yet right only make bounds less tight. */
const STEPS = 20;

/**
 * Quotients nearer to a limit than this, relatively, show nothing; nor do directions of which less than half is left.
 * Together with the largest ratio of an entry to a limit this keeps rounding, which grows by the inverse of the
 * smallest pivot, far below what is shown.
 */
const MARGIN = 1e-6;
const MOST_RATIO = 50;

/** Bounds for one leave-out after the other. */
export interface LeaveOutBounds {
  /** A lower bound, which is also close to the top eigenvalue where few inputs are left out. */
  readonly estimate: (left: Int32Array) => number;
  /** True where a bound shows that the top eigenvalue exceeds `limit`. */
  readonly exceeds: (left: Int32Array, limit: number) => boolean;
}

/** An orthonormal basis of about the space of the largest eigenvalues: columns of n numbers each. */
function topSpace(gram: Float64Array, inputs: number): Float64Array[] {
  const byLength = Array.from({ length: inputs }, (_, i) => i).sort(
    (a, b) => gram[b * inputs + b]! - gram[a * inputs + a]! || a - b,
  );
  const first = byLength.slice(0, DIRECTIONS);
  let basis = orthonormal(first.map((i) => gram.slice(i * inputs, (i + 1) * inputs)));
  for (let step = 0; step < STEPS; step++) basis = orthonormal(basis.map((vector) => image(gram, vector)));
  return basis;
}

function image(gram: Float64Array, vector: Float64Array): Float64Array {
  const inputs = vector.length;
  const result = new Float64Array(inputs);
  for (let i = 0; i < inputs; i++) {
    let sum = 0;
    for (let j = 0; j < inputs; j++) sum += gram[i * inputs + j]! * vector[j]!;
    result[i] = sum;
  }
  return result;
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
}

/** Gram–Schmidt, twice for each; what depends on those before it is left out. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = vector.slice();
    const length = Math.sqrt(product(rest, rest));
    for (const unit of [...basis, ...basis]) {
      const share = product(rest, unit);
      for (let i = 0; i < rest.length; i++) rest[i]! -= share * unit[i]!;
    }
    const left = Math.sqrt(product(rest, rest));
    if (left > 1e-10 * length) basis.push(rest.map((value) => value / left));
  }
  return basis;
}

/**
 * @param gram n × n: products of all inputs less their mean, so that every row has sum 0
 * @param size how many inputs a subset keeps
 */
export function leaveOutBounds(gram: Float64Array, inputs: number, size: number): LeaveOutBounds {
  const basis = topSpace(gram, inputs);
  const images = basis.map((vector) => image(gram, vector));
  const count = basis.length;
  const totals = basis.map((vector) => vector.reduce((sum, value) => sum + value, 0));
  const whole = basis.map((vector) => images.map((other) => product(vector, other)));
  let peak = 0;
  for (let i = 0; i < inputs; i++) peak = Math.max(peak, gram[i * inputs + i]!);
  const means = new Float64Array(count);
  const lengths = new Float64Array(count * count);
  const scatters = new Float64Array(count * count);

  /**
   * Of u = q less what is left out, centred on the rest: u_a·u_b, and u_a·G·u_b, for pairs of directions. With the
   * rows' sums 0 the latter is q_a·G·q_b − Σ_r (c_b·y_a + c_a·y_b) + Σ_rs c_a·c_b·G_rs, c = q − mean, y = G·q at r and s.
   */
  function fill(left: Int32Array, diagonal: boolean): void {
    for (let a = 0; a < count; a++) {
      let sum = totals[a]!;
      for (const r of left) sum -= basis[a]![r]!;
      means[a] = sum / size;
    }
    for (let a = 0; a < count; a++) {
      for (let b = diagonal ? a : 0; b <= a; b++) {
        let length = (a === b ? 1 : 0) - size * means[a]! * means[b]!;
        let scatter = whole[a]![b]!;
        for (const r of left) {
          const one = basis[a]![r]! - means[a]!;
          const other = basis[b]![r]! - means[b]!;
          length -= basis[a]![r]! * basis[b]![r]!;
          scatter -= other * images[a]![r]! + one * images[b]![r]!;
          for (const s of left) scatter += one * (basis[b]![s]! - means[b]!) * gram[r * inputs + s]!;
        }
        lengths[a * count + b] = length;
        scatters[a * count + b] = scatter;
      }
    }
  }

  function estimate(left: Int32Array): number {
    fill(left, true);
    let most = 0;
    for (let a = 0; a < count; a++) {
      const length = lengths[a * count + a]!;
      if (length > 0.5) most = Math.max(most, scatters[a * count + a]! / length);
    }
    return most;
  }

  /** Cholesky of limit·⟨u, u⟩ − ⟨u, G·u⟩: a negative pivot is a direction whose quotient is larger. */
  function exceeds(left: Int32Array, limit: number): boolean {
    if (!(peak <= MOST_RATIO * limit) || limit === Infinity) return false;
    fill(left, false);
    const used: number[] = [];
    for (let a = 0; a < count; a++) {
      if (lengths[a * count + a]! < 0.5) continue;
      for (const b of used) {
        const at = a * count + b;
        let value = limit * lengths[at]! - scatters[at]!;
        for (const c of used) {
          if (c === b) break;
          value -= scatters[a * count + c]! * scatters[b * count + c]!;
        }
        scatters[at] = value / scatters[b * count + b]!;
      }
      const at = a * count + a;
      let pivot = limit * lengths[at]! - scatters[at]!;
      for (const c of used) pivot -= scatters[a * count + c]! ** 2;
      if (pivot < -MARGIN * limit) return true;
      if (pivot < MARGIN * limit) return false;
      scatters[at] = Math.sqrt(pivot);
      used.push(a);
    }
    return false;
  }

  return { estimate, exceeds };
}
