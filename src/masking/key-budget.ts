import { checkInteger, checkNumber } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { checkModulus } from "./modulus.ts";

/** The masked updates of one round, and how fast a pair of clients distils keys. */
export interface KeyDemand {
  /** N ≥ 1. */
  readonly clients: number;
  /** d ≥ 1. */
  readonly coordinates: number;
  /** b, from 2 to 53: the bits of the modulus, not those of the quantizer. */
  readonly modulusBits: number;
  /** Secret key rate of one pair, above 0. */
  readonly bitsPerSecond: number;
}

/** What the one-time pads of one round need. */
export interface KeyBudget {
  /** N(N − 1)/2. */
  readonly pairs: number;
  /** d·b. */
  readonly bitsEachPair: number;
  /** d·b·N(N − 1)/2, exact up to 2^53. */
  readonly bits: number;
  /** The round's keys where every pair distils at once. */
  readonly secondsAtOnce: number;
  /** The round's keys where one node serves the pairs in turn. */
  readonly secondsInTurn: number;
}

/**
 * The secret key that one round of pairwise one-time pads uses up, and the time that it takes to distil:
 * d·b bits for each of the N(N − 1)/2 pairs (QuNetQFL, mechanisms 1 and 2). A pad is as long as the masked
 * vector, so it has the bits of the modulus, which must hold the sum ({@link modulusBitsFor}), rather than
 * the q of one update. A client alone has no pair and needs no key.
 *
 * @throws TypeError or RangeError for a count, bits or a rate out of range
 * @example keyBudget({ clients: 200, coordinates: 61706, modulusBits: 8, bitsPerSecond: 32800 }).secondsAtOnce // 15.0502…
 */
export function keyBudget({ clients, coordinates, modulusBits, bitsPerSecond }: KeyDemand): KeyBudget {
  checkInteger("clients", clients, { min: 1 });
  checkInteger("coordinates", coordinates, { min: 1 });
  checkModulus(modulusBits);
  checkNumber("bitsPerSecond", bitsPerSecond, { min: 0 });
  if (bitsPerSecond === 0) throw rangeRefusal("bitsPerSecond", "a rate above 0", bitsPerSecond);
  const pairs = (clients * (clients - 1)) / 2;
  const bitsEachPair = coordinates * modulusBits;
  const bits = pairs * bitsEachPair;
  return {
    pairs,
    bitsEachPair,
    bits,
    secondsAtOnce: pairs === 0 ? 0 : bitsEachPair / bitsPerSecond,
    secondsInTurn: bits / bitsPerSecond,
  };
}
