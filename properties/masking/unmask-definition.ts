import fc from "fast-check";
import type { UnmaskParams } from "../../src/implementation/implementation.ts";
import { modulusSizes, residues } from "../arbitraries/integers.ts";
import { rowsOf } from "../arbitraries/pads.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { unmaskOracle } from "../oracles/big-integers.ts";
import { ask, mustAgree } from "../violation.ts";
import { exactly, exactSums } from "./exactly.ts";

/** The row that brings the sum of the others to the wanted residues. */
function lastRow(
  rows: readonly (readonly number[])[],
  wanted: readonly number[],
  modulusBits: number,
): number[] {
  const sums = rows.length === 0 ? wanted.map(() => 0n) : exactSums(rows);
  return wanted.map((residue, i) => Number(BigInt.asUintN(modulusBits, BigInt(residue) - sums[i]!)));
}

/**
 * Sums of masked rows against whole numbers without a limit. The last row is chosen so that the sums fall
 * on given residues, the two ends of [−2^(b−1), 2^(b−1)) often among them.
 */
export const unmaskDefinition: Law = deterministicLaw<UnmaskParams>({
  id: "masking/unmask-definition",
  sentence: "masked rows are added modulo 2^b, and the sum lies in [−2^(b−1), 2^(b−1))",
  clauses: ["QNF-MSK-2", "WIRE-MASK-1"],
  needs: ["unmask"],
  cases: (capabilities) =>
    fc
      .record({
        others: fc.integer({ min: 0, max: atMost(capabilities, "clients", 8) - 1 }),
        coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 4) }),
        modulusBits: modulusSizes,
      })
      .chain(({ others, coordinates, modulusBits }) => {
        const middle = 2 ** (modulusBits - 1);
        const wanted = fc.oneof(fc.constantFrom(middle - 1, middle, 0), residues(modulusBits));
        return fc
          .tuple(
            rowsOf(residues(modulusBits), others, coordinates),
            fc.array(wanted, { minLength: coordinates, maxLength: coordinates }),
          )
          .map(([rows, wanted]) => ({ masked: [...rows, lastRow(rows, wanted, modulusBits)], modulusBits }));
      }),
  check: async (implementation, params) => {
    const { sum } = await ask(implementation, "unmask", params);
    mustAgree("sum", unmaskOracle(params.masked, params.modulusBits), sum, exactly);
    return "held";
  },
});
