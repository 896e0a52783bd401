import type { Implementation } from "../../src/implementation/implementation.ts";
import { maskParamsOf } from "../arbitraries/pads.ts";
import type { Cohort } from "../arbitraries/pads.ts";
import { ask } from "../violation.ts";

/** Agreement of integers: nothing is rounded modulo 2^b. */
export function exactly(a: number, b: number): boolean {
  return a === b;
}

/** The masked rows of all clients of a cohort. */
export async function maskAll(implementation: Implementation, cohort: Cohort): Promise<number[][]> {
  const rows: number[][] = [];
  for (const client of cohort.integers.keys()) {
    const { masked } = await ask(implementation, "mask", maskParamsOf(cohort, client));
    rows.push(masked);
  }
  return rows;
}

/** The representative of a whole number modulo 2^b in [−2^(b−1), 2^(b−1)). */
export function centred(value: bigint, modulusBits: number): number {
  return Number(BigInt.asIntN(modulusBits, value));
}

/** The sum of rows, coordinate by coordinate, in whole numbers without a limit. */
export function exactSums(rows: readonly (readonly number[])[]): bigint[] {
  return rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + BigInt(row[i]!), 0n));
}
