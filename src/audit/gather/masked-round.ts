import { matrixFromRows, rowOf } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { mask, unmask } from "../../masking/mask.ts";
import { generatePads, padsOf } from "../../masking/pads.ts";
import type { PairPads } from "../../masking/pads.ts";
import { quantize } from "../../masking/quantize.ts";
import type { MeasuredRound } from "../context.ts";

/** Clients' integers, the pads of all pairs, and what each client sends. */
export interface MaskedRound {
  readonly integers: readonly Float64Array[];
  readonly pads: PairPads;
  readonly masked: readonly Float64Array[];
}

/** The first clients' updates of a round, quantized to the bound of the round. */
export function quantizedUpdates(
  { updates, result }: MeasuredRound,
  clients: number,
  coordinates: number,
  bits: number,
): Float64Array[] {
  return Array.from({ length: Math.min(clients, updates.rows) }, (_, client) =>
    quantize(rowOf(updates, client).subarray(0, coordinates), bits, result.weightBound),
  );
}

/**
 * Vectors of a length at which no sum comes out right by chance, where updates are shorter: their integers again
 * and again.
 */
export function lengthened(integers: readonly Float64Array[], coordinates: number): Float64Array[] {
  return integers.map((row) =>
    Float64Array.from({ length: Math.max(row.length, coordinates) }, (_, c) => row[c % row.length]!),
  );
}

/** Masks every client's integers with pads that are drawn for them. */
export function maskRound(
  integers: readonly Float64Array[],
  modulusBits: number,
  rng: RandomStream,
): MaskedRound {
  const pads = generatePads(rng, integers.length, integers[0]!.length, modulusBits);
  const masked = integers.map((row, client) => mask(row, client, padsOf(pads, client), modulusBits));
  return { integers, pads, masked };
}

/** What the server unmasks of the vectors that reached it. */
export function sumOf(masked: readonly Float64Array[], modulusBits: number): Float64Array {
  return unmask(matrixFromRows("masked", masked), modulusBits);
}

/** The integers added up without masks or modulus. */
export function plainSum(integers: readonly Float64Array[]): Float64Array {
  return integers[0]!.map((_, c) => integers.reduce((sum, row) => sum + row[c]!, 0));
}

/** True where both vectors hold the same numbers. */
export function equal(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** The residue of an integer in [−2^(b−1), 2^(b−1)). */
export function centred(integer: number, modulusBits: number): number {
  const half = 2 ** (modulusBits - 1);
  return integer - 2 * half * Math.floor((integer + half) / (2 * half));
}
