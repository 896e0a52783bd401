import gamma from "@stdlib/random-base-gamma";
import { checkInteger, checkNumber } from "../base/check.ts";
import type { Matrix } from "../base/matrix.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { shuffleFront } from "./shuffle.ts";

/** Logarithms of Gamma(α) variates. */
function logGammas(rng: RandomStream, alpha: number, count: number): Float64Array {
  // Gamma(α) = Gamma(α+1)·U^{1/α} (Marsaglia and Tsang 2000, section 6), here as logarithms: for a small α
  // the variates themselves underflow to 0, and the shares of a vector of zeros are undefined.
  const draw = gamma.factory(alpha + 1, 1, { prng: rng.uniform });
  return Float64Array.from({ length: count }, () => Math.log(draw()) + Math.log(1 - rng.uniform()) / alpha);
}

/**
 * Independent vectors of the symmetric Dirichlet distribution, one a row: p ~ Dir(α, …, α) has E p_j = 1/n and
 * Var p_j = (n − 1)/(n²(nα + 1)) for n parts. Part j draws from `rng.fork("client/j")`, so that one part
 * more moves no other part's draws (only their normalisation).
 *
 * @param vectors how many, at least 1
 * @param parts n, the length of each, at least 1
 * @param alpha α > 0; large: near uniform, small: nearly all in one part
 * @returns vectors × parts shares in [0, 1], each row with the sum 1
 * @throws TypeError or RangeError for anything else
 */
export function dirichletShares(rng: RandomStream, vectors: number, parts: number, alpha: number): Matrix {
  checkInteger("vectors", vectors, { min: 1 });
  checkInteger("parts", parts, { min: 1 });
  checkNumber("alpha", alpha, { min: Number.MIN_VALUE });
  const shares = zeros(vectors, parts);
  for (let part = 0; part < parts; part++) {
    const logs = logGammas(rng.fork(`client/${part}`), alpha, vectors);
    for (let v = 0; v < vectors; v++) shares.data[v * parts + part] = logs[v]!;
  }
  for (let v = 0; v < vectors; v++) {
    const row = rowOf(shares, v);
    const largest = row.reduce((a, b) => Math.max(a, b));
    let total = 0;
    for (let j = 0; j < parts; j++) total += row[j] = Math.exp(row[j]! - largest);
    for (let j = 0; j < parts; j++) row[j]! /= total;
  }
  return shares;
}

/** Gives every part without a sample the last one of the part that has most (the lowest index if several). */
function fillEmpty(parts: readonly number[][]): void {
  for (const part of parts) {
    if (part.length > 0) continue;
    const richest = parts.reduce((best, other) => (other.length > best.length ? other : best));
    part.push(richest.pop()!);
  }
}

/**
 * Spreads samples over clients with label skew (Hsu, Qi and Brown 2019, arXiv 1909.06335, by class): each class's
 * samples, shuffled, are cut among the clients in proportions drawn from Dir(α). A client that got nothing
 * then takes one sample of the client with the most, which is decided without a draw; redrawing until nobody
 * is empty would condition the shares, and would hardly end for a small α.
 *
 * @param labels the class of each sample, 0 ≤ label < classes
 * @param clients at least 1, at most the number of samples
 * @param alpha α > 0
 * @returns for each client the indices of its samples in ascending order, at least one; each sample is in one place
 * @throws TypeError or RangeError for anything else
 */
export function partitionByLabel(
  rng: RandomStream,
  labels: ArrayLike<number>,
  classes: number,
  clients: number,
  alpha: number,
): readonly Uint32Array[] {
  checkInteger("classes", classes, { min: 1 });
  checkInteger("clients", clients, { min: 1, max: labels.length });
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < labels.length; i++) {
    const list = members[labels[i]!];
    if (list === undefined) throw rangeRefusal(`labels[${i}]`, `a class below ${classes}`, labels[i]);
    list.push(i);
  }
  const shares = dirichletShares(rng, classes, clients, alpha);
  const parts: number[][] = Array.from({ length: clients }, () => []);
  for (const [label, list] of members.entries()) {
    const samples = Uint32Array.from(list);
    shuffleFront(rng.fork(`class/${label}`), samples, samples.length);
    let start = 0;
    let cumulative = 0;
    for (const [client, part] of parts.entries()) {
      cumulative += shares.data[label * clients + client]!;
      // Rounding may leave the sum of all shares just below 1; the last client takes what is left.
      const end = client === clients - 1 ? samples.length : Math.round(cumulative * samples.length);
      for (const sample of samples.subarray(start, end)) part.push(sample);
      start = Math.max(start, end);
    }
  }
  fillEmpty(parts);
  return parts.map((part) => Uint32Array.from(part).sort());
}
