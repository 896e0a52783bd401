import { checkArray, checkInteger } from "../base/check.ts";

/** The largest prime below 2^26: a product of two residues, and one more, is an exact double. */
const PRIME = 2 ** 26 - 5;

/** What rounds of cluster sums determine when updates stay and sums are exact. */
export interface Recovery {
  /** Entry t − 1: the rank of the equations of the first t rounds. */
  readonly ranks: readonly number[];
  /** Entry t − 1: the clients whose update those equations give, whatever the others are. */
  readonly determined: readonly (readonly number[])[];
  /** The first t at which all are; null where T rounds were not enough. */
  readonly rounds: number | null;
}

function inverse(value: number): number {
  // Euclid, keeping track of the multiple of `value` that leaves each remainder.
  let [remainder, next] = [PRIME, value];
  let [factor, following] = [0, 1];
  while (next > 0) {
    const quotient = Math.floor(remainder / next);
    [remainder, next] = [next, remainder - quotient * next];
    [factor, following] = [following, factor - quotient * following];
  }
  return ((factor % PRIME) + PRIME) % PRIME;
}

/** row −= factor · other, modulo the prime. */
function eliminate(row: Float64Array, factor: number, other: Float64Array): void {
  const multiple = PRIME - factor;
  for (let c = 0; c < row.length; c++) {
    const value = row[c]! + multiple * other[c]!;
    row[c] = value - PRIME * Math.floor(value / PRIME);
  }
}

/** A reduced row echelon form that grows: the row with its leading 1 in column c, or undefined. */
type Echelon = (Float64Array | undefined)[];

/** Adds an equation. @returns whether it was independent of those before */
function insert(echelon: Echelon, row: Float64Array): boolean {
  for (const [pivot, known] of echelon.entries()) {
    if (known !== undefined && row[pivot] !== 0) eliminate(row, row[pivot]!, known);
  }
  const pivot = row.findIndex((value) => value !== 0);
  if (pivot === -1) return false;
  const factor = inverse(row[pivot]!);
  for (let c = 0; c < row.length; c++) row[c] = (row[c]! * factor) % PRIME;
  for (const known of echelon) {
    if (known !== undefined && known[pivot] !== 0) eliminate(known, known[pivot]!, row);
  }
  echelon[pivot] = row;
  return true;
}

/** The columns whose row is a unit vector: in a reduced form no other unit vector is a combination of rows. */
function unitRows(echelon: Echelon): number[] {
  return echelon.flatMap((row, pivot) =>
    row !== undefined && row.every((value, c) => (value !== 0) === (c === pivot)) ? [pivot] : [],
  );
}

/**
 * When exact sums of updates that stay determine each client's: client i's is known as soon as its unit vector is a
 * combination of the clusters' indicator vectors, and all are at rank N (PR-5). At the earliest that
 * takes ⌈(N − 1)/(M − 1)⌉ rounds of M clusters each, since all rounds have one total. The first cluster sizes of 1
 * are read at once.
 *
 * The elimination is exact, modulo the prime 2^26 − 5: a rank is never too large, and too small with a probability of
 * about 1e-8 a pivot.
 *
 * @param partitions entry t holds the clusters of round t that have a sum, as client indices
 * @param clients N ≥ 1
 * @throws TypeError, RangeError for no rounds or a client out of range
 */
export function recovery(partitions: readonly (readonly (readonly number[])[])[], clients: number): Recovery {
  checkInteger("clients", clients, { min: 1 });
  checkArray("partitions", partitions);
  checkInteger("partitions.length", partitions.length, { min: 1 });
  const echelon: Echelon = Array.from({ length: clients });
  const ranks: number[] = [];
  const determined: number[][] = [];
  let rank = 0;
  for (const [t, clusters] of partitions.entries()) {
    for (const [m, members] of clusters.entries()) {
      if (rank === clients) break;
      const row = new Float64Array(clients);
      for (const client of members) {
        checkInteger(`partitions[${t}][${m}]`, client, { min: 0, max: clients - 1 });
        row[client] = 1;
      }
      if (insert(echelon, row)) rank++;
    }
    ranks.push(rank);
    determined.push(unitRows(echelon));
  }
  const full = ranks.indexOf(clients);
  return { ranks, determined, rounds: full === -1 ? null : full + 1 };
}
