import { checkInteger } from "../base/check.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";

/** The smallest prime above 2²⁴: products of two residues are exact in float64. */
const PRIME = 16_777_259;

const LIMB = 2 ** 24;

/** A residue of up to 53 bits in three limbs of 24 bits. */
const LIMBS = 3;

/** What one party holds of a shared vector: the values of all polynomials at its place. */
export interface VectorShare {
  /** From 1 on; 0 is where the secret is. */
  readonly place: number;
  readonly values: Float64Array;
}

function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}

/**
 * Shares a vector among n parties so that any t of them restore it and fewer know nothing of it (Shamir 1979): each limb
 * is the value at 0 of a random polynomial of degree t − 1.
 *
 * @param vector d integers in [0, 2^53)
 * @param parties n ≥ 1
 * @param threshold t, 1 to n
 * @throws TypeError, RangeError for counts out of range
 */
export function shareVector(
  vector: Float64Array,
  parties: number,
  threshold: number,
  rng: RandomStream,
): VectorShare[] {
  checkInteger("parties", parties, { min: 1, max: PRIME - 1 });
  checkInteger("threshold", threshold, { min: 1, max: parties });
  const shares = Array.from({ length: parties }, (_, party) => ({
    place: party + 1,
    values: new Float64Array(LIMBS * vector.length),
  }));
  const polynomial = new Float64Array(threshold);
  for (let c = 0; c < vector.length; c++) {
    let rest = vector[c]!;
    for (let limb = 0; limb < LIMBS; limb++) {
      polynomial[0] = rest % LIMB;
      rest = Math.floor(rest / LIMB);
      for (let k = 1; k < threshold; k++) polynomial[k] = rng.integer(PRIME);
      for (const { place, values } of shares) {
        let value = 0;
        for (let k = threshold - 1; k >= 0; k--) value = (value * place + polynomial[k]!) % PRIME;
        values[LIMBS * c + limb] = value;
      }
    }
  }
  return shares;
}

/**
 * The vector that shares stand for: right if they are of one vector and at least as many as its threshold.
 *
 * @throws RangeError for no share, shares of different lengths, or two of one place
 */
export function restoreVector(shares: readonly VectorShare[]): Float64Array {
  const [first] = shares;
  if (first === undefined) throw rangeRefusal("shares", "at least one share", shares);
  const places = shares.map(({ place }) => place);
  if (new Set(places).size < places.length) throw rangeRefusal("shares", "each place once", places);
  if (shares.some(({ values }) => values.length !== first.values.length)) {
    throw rangeRefusal("shares", "shares of one length", shares);
  }
  // The value at 0 by Lagrange: weights Π x_j/(x_j − x_i).
  const weights = places.map((own) => {
    let weight = 1;
    for (const other of places) {
      if (other === own) continue;
      const difference = (other - own + PRIME) % PRIME;
      weight = (((weight * other) % PRIME) * power(difference, PRIME - 2)) % PRIME;
    }
    return weight;
  });
  return Float64Array.from({ length: first.values.length / LIMBS }, (_, c) => {
    let residue = 0;
    for (let limb = LIMBS - 1; limb >= 0; limb--) {
      let value = 0;
      for (const [i, { values }] of shares.entries()) {
        value = (value + weights[i]! * values[LIMBS * c + limb]!) % PRIME;
      }
      residue = residue * LIMB + value;
    }
    return residue;
  });
}
