import { checkInteger, checkVector } from "../base/check.ts";
import { checkMatrix, rowOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { addResidues, checkModulus, checkResidues, residueOf, subtractResidues } from "./modulus.ts";

/**
 * Masks one client's integers: y_i = x_i + Σ_{j>i} pad_ij − Σ_{j<i} pad_ij mod 2^b (QuNetQFL, eqs 2–4).
 *
 * @param integers d ≥ 1 safe integers, reduced mod 2^b
 * @param client i ≥ 0
 * @param pads by peer: d integers in [0, 2^b) each
 * @param modulusBits b, from 2 to 53
 * @returns d integers in [0, 2^b), exact, never −0
 * @throws TypeError or RangeError for an empty vector, an entry that is not a safe integer, a client or
 *   peer that is no index, a pad with oneself, of another length or out of range, bits out of range
 * @example mask([1, -1], 0, new Map([[1, [250, 3]]]), 8) // 251, 2
 */
export function mask(
  integers: ArrayLike<number>,
  client: number,
  pads: ReadonlyMap<number, ArrayLike<number>>,
  modulusBits: number,
): Float64Array {
  const modulus = checkModulus(modulusBits);
  checkInteger("client", client, { min: 0 });
  checkVector("integers", integers);
  const masked = new Float64Array(integers.length);
  for (const c of masked.keys()) {
    const integer = integers[c]!;
    if (!Number.isSafeInteger(integer)) checkInteger(`integers[${c}]`, integer);
    masked[c] = residueOf(integer, modulus);
  }
  for (const [peer, pad] of pads) {
    checkInteger("pads", peer, { min: 0 });
    if (peer === client) throw rangeRefusal("pads", "no pad of a client with itself", peer);
    if (pad.length !== masked.length) {
      throw rangeRefusal(`pads[${peer}]`, `${masked.length} numbers like the integers`, pad.length);
    }
    checkResidues(`pads[${peer}]`, pad, modulus);
    const combine = peer > client ? addResidues : subtractResidues;
    for (const c of masked.keys()) masked[c] = combine(masked[c]!, pad[c]!, modulus);
  }
  return masked;
}

/**
 * The sum of all masked vectors, in which the pads cancel: Σ_i y_i mod 2^b, centred. It is the sum of
 * the clients' integers when that lies in the range and no client is missing.
 *
 * @param masked n × d integers in [0, 2^b)
 * @param modulusBits b, from 2 to 53
 * @returns d integers in [−2^(b−1), 2^(b−1)), exact, never −0
 * @throws TypeError or RangeError for an empty matrix, an entry out of range, bits out of range
 */
export function unmask(masked: Matrix, modulusBits: number): Float64Array {
  const modulus = checkModulus(modulusBits);
  checkMatrix("masked", masked);
  const sum = new Float64Array(masked.columns);
  for (let r = 0; r < masked.rows; r++) {
    const row = rowOf(masked, r);
    checkResidues(`masked[${r}]`, row, modulus);
    for (const c of sum.keys()) sum[c] = addResidues(sum[c]!, row[c]!, modulus);
  }
  return sum.map((residue) => (residue >= modulus / 2 ? residue - modulus : residue));
}
