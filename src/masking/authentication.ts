import type { RandomStream } from "../base/random.ts";

/** The Mersenne prime 2¹²⁷ − 1. */
const PRIME = (1n << 127n) - 1n;

/** Key bits that a tag uses up: two elements of the field. */
export const TAG_KEY_BITS = 254;

/** What sender and receiver share for one message; both below the prime. */
export interface TagKey {
  /** Where the message's polynomial is evaluated. */
  readonly point: bigint;
  /** What hides its value. */
  readonly pad: bigint;
}

/** 128 bits modulo the prime: 0 and 1 are drawn with 3 of the 2¹²⁸ values, every other element with 2. */
function element(rng: RandomStream): bigint {
  const words = Array.from({ length: 4 }, () => BigInt(rng.word() >>> 0));
  return words.reduce((value, word) => (value << 32n) | word) % PRIME;
}

/** Draws the key of one message, in place of key bits that were distilled. */
export function drawTagKey(rng: RandomStream): TagKey {
  return { point: element(rng), pad: element(rng) };
}

/**
 * The tag of a masked vector: its length and entries as the coefficients of a polynomial over the integers modulo
 * 2¹²⁷ − 1, evaluated at a secret point and hidden by a one-time pad (Wegman and Carter 1981). Whoever changes the vector
 * on its way guesses the tag of the new one with a probability of (d + 2)/2¹²⁷ at most, whatever it can compute: as the
 * pads that the vector is masked by, it rests on no assumption, which a keyed hash function would.
 *
 * @param masked d integers in [0, 2^53)
 */
export function tagOf(masked: ArrayLike<number>, { point, pad }: TagKey): bigint {
  let value = BigInt(masked.length);
  for (let c = 0; c < masked.length; c++) value = (value * point + BigInt(masked[c]!)) % PRIME;
  return (value * point + pad) % PRIME;
}
