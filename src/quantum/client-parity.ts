import { contraction } from "./circuit-tensors.ts";
import { checkRecord } from "./record.ts";
import type { CircuitRecord } from "./record.ts";

/**
 * The expectation of the product of all clients' ±1 outcomes, where each measures its qubit along x when it has done
 * what `clients` of the record says: what the state is worth to those who hold it, without the server's decoding. For
 * the GHZ state and phases φ_j it is cos Σφ_j. Exact, in O(k); the return link, decoding and readout play no part.
 *
 * @returns a number in [−1, 1]
 * @throws TypeError, RangeError for a malformed record
 */
export function clientParity(record: CircuitRecord): number {
  checkRecord(record);
  const { start, sites, preparation } = contraction({
    ...record,
    returning: record.clients.map(() => []),
  });
  // The trace with X adds the elements 01 and 10, of index 1 and 2.
  let re = Float64Array.from({ length: 4 }, (_, l) => start.re[l * 4 + 1]! + start.re[l * 4 + 2]!);
  let im = Float64Array.from({ length: 4 }, (_, l) => start.im[l * 4 + 1]! + start.im[l * 4 + 2]!);
  for (const site of sites) {
    const nextRe = new Float64Array(4);
    const nextIm = new Float64Array(4);
    for (let finished = 0; finished < 4; finished++) {
      const a = site.re[4 + finished]! + site.re[8 + finished]!;
      const b = site.im[4 + finished]! + site.im[8 + finished]!;
      if (a === 0 && b === 0) continue;
      for (let before = 0; before < 4; before++) {
        for (let l = 0; l < 4; l++) {
          const at = before * 16 + finished * 4 + l;
          const p = preparation.re[at]! * a - preparation.im[at]! * b;
          const q = preparation.re[at]! * b + preparation.im[at]! * a;
          nextRe[before]! += p * re[l]! - q * im[l]!;
          nextIm[before]! += p * im[l]! + q * re[l]!;
        }
      }
    }
    re = nextRe;
    im = nextIm;
  }
  const total = record.source.kind === "product" ? re[0]! : (re[0]! + re[1]! + re[2]! + re[3]!) / 2;
  return Math.max(-1, Math.min(1, total));
}
