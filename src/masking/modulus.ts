import { checkInteger } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";

const LARGEST_MODULUS_BITS = 53;

/** Checks the bits b of a modulus, from 2 to 53, and returns the modulus 2^b. */
export function checkModulus(modulusBits: number): number {
  checkInteger("modulusBits", modulusBits, { min: 2, max: LARGEST_MODULUS_BITS });
  return 2 ** modulusBits;
}

/**
 * The smallest b for which the sum of N symmetric q-bit integers never wraps: 2^b ≥ N·(2^q − 2) + 1.
 * More than the q bits of one update (claim QN-2).
 *
 * @param clients N, at least 1
 * @param bits q, from 2 to 32
 * @returns b, from 2 to 53
 * @throws TypeError or RangeError for a count or bits out of range, or where more than 53 bits are needed
 * @example modulusBitsFor(200, 8) // 16
 */
export function modulusBitsFor(clients: number, bits: number): number {
  checkInteger("clients", clients, { min: 1 });
  checkInteger("bits", bits, { min: 2, max: 32 });
  // As many binary digits as x has, so many bits does it take for 2^b > x, which in integers is 2^b ≥ x + 1; the + 1 itself
  // may round away at 2^53.
  const modulusBits = (clients * (2 ** bits - 2)).toString(2).length;
  if (modulusBits > LARGEST_MODULUS_BITS) {
    throw rangeRefusal("clients", `a count whose sum of ${bits}-bit integers fits in 53 bits`, clients);
  }
  return modulusBits;
}

/** a + b mod `modulus` for residues a, b; no intermediate exceeds the modulus, so it is exact to 2^53. */
export function addResidues(a: number, b: number, modulus: number): number {
  const room = modulus - b;
  return a >= room ? a - room : a + b;
}

/** a − b mod `modulus` for residues a, b, as exact as {@link addResidues}. */
export function subtractResidues(a: number, b: number, modulus: number): number {
  return a >= b ? a - b : a + (modulus - b);
}

/** The residue in [0, modulus) of any safe integer; never −0. */
export function residueOf(integer: number, modulus: number): number {
  const rest = integer % modulus;
  // Adding 0 turns the −0 of a negative multiple into 0.
  return rest < 0 ? rest + modulus : rest + 0;
}

/** Checks that every entry is an integer in [0, modulus). @throws TypeError or RangeError naming the entry. */
export function checkResidues(name: string, values: ArrayLike<number>, modulus: number): void {
  for (let c = 0; c < values.length; c++) {
    const value = values[c]!;
    // The name is only built when it is needed: this runs over every coordinate of every pad.
    if (!(Number.isSafeInteger(value) && value >= 0 && value < modulus)) {
      checkInteger(`${name}[${c}]`, value, { min: 0, max: modulus - 1 });
    }
  }
}
