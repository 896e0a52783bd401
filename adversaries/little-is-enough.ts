import { normalQuantile } from "../src/statistics/normal-quantile.ts";

/**
 * z of "a little is enough" (Baruch et al. 2019, arXiv 1902.06156, §3.2): Φ⁻¹((n − f − s)/(n − f)) with
 * s = ⌊n/2 + 1⌋ − f supporters that are needed for a majority; 0 where none is needed or all would be.
 *
 * @param clients n
 * @param byzantine f, below n
 */
export function littleIsEnough(clients: number, byzantine: number): number {
  const honest = clients - byzantine;
  const supporters = Math.floor(clients / 2 + 1) - byzantine;
  const share = (honest - supporters) / honest;
  return share > 0 && share < 1 ? normalQuantile(share) : 0;
}

/** mean + sign·z·deviation. */
export function shiftedMean(mean: Float64Array, deviation: Float64Array, shift: number): Float64Array {
  return mean.map((value, c) => value + shift * deviation[c]!);
}
