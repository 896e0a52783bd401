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

/** The digits of p − 2, from the highest on. */
const INVERTING = (PRIME - 2).toString(2);

/** x^(p − 2), which times x is 1 (Fermat): squared for each binary digit of the exponent. */
function inverse(residue: number): number {
  let result = 1;
  for (const digit of INVERTING) {
    result = (result * result) % PRIME;
    if (digit === "1") result = (result * residue) % PRIME;
  }
  return result;
}

/** The limbs of all entries, one entry after the other, the lowest limb first. */
function limbsOf(vector: Float64Array): Float64Array {
  return Float64Array.from({ length: LIMBS * vector.length }, (_, i) => {
    const limb = i % LIMBS;
    return Math.floor(vector[(i - limb) / LIMBS]! / LIMB ** limb) % LIMB;
  });
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
  const secrets = limbsOf(vector);
  const shares = Array.from({ length: parties }, (_, party) => ({
    place: party + 1,
    values: new Float64Array(secrets.length),
  }));
  for (const [i, secret] of secrets.entries()) {
    const polynomial = [secret, ...Array.from({ length: threshold - 1 }, () => rng.integer(PRIME))];
    for (const { place, values } of shares) {
      values[i] = polynomial.reduceRight((value, coefficient) => (value * place + coefficient) % PRIME, 0);
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
      weight = (((weight * other) % PRIME) * inverse(difference)) % PRIME;
    }
    return weight;
  });
  const limbs = first.values.map((_, i) =>
    shares.reduce((value, { values }, share) => (value + weights[share]! * values[i]!) % PRIME, 0),
  );
  return Float64Array.from({ length: limbs.length / LIMBS }, (_, c) =>
    limbs.subarray(LIMBS * c, LIMBS * (c + 1)).reduceRight((residue, limb) => residue * LIMB + limb, 0),
  );
}
