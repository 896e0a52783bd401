/**
 * What sums of independent normal updates of one spread tell of a single one. Independent of `src/`. A noise ν is the
 * variance of what a sum is measured with, over that of one update.
 */
import { attackersInCluster } from "./contamination.ts";

/** R² of a client from the sum of its cluster: 1/(k + ν). */
export function sumR2(size: number, noise = 0): number {
  return 1 / (size + noise);
}

/**
 * The same pooled over clients whose clusters differ in size, each taken for its cluster's mean: estimates explain 1/m of
 * a client's variance and have (m + ν)/m² themselves.
 */
export function sumsR2(sizes: readonly number[], noise = 0): number {
  let [product, spread, clients] = [0, 0, 0];
  for (const size of sizes) {
    product += 1;
    spread += (size + noise) / size;
    clients += size;
  }
  return product ** 2 / (spread * clients);
}

/** R² of a client that is ρ times as loud as its k − 1 fellows, from their sum: ρ²/(ρ² + k − 1 + ν). */
export function loudR2(size: number, loudness: number, noise = 0): number {
  return loudness ** 2 / (loudness ** 2 + size - 1 + noise);
}

/** Bits a coordinate that a normal estimate of R² tells: −½ log₂(1 − R²). */
export function bitsOf(r2: number): number {
  return -0.5 * Math.log2(1 - r2);
}

/**
 * R² pooled over honest clients whose clusters hold colluders: with j of them the estimate explains 1/(k − j + ν) of a
 * client's variance, and has as much itself, so that R² is the mean over where a client finds itself.
 */
export function colludersR2(clients: number, colluders: number, size: number, noise = 0): number {
  const chances = attackersInCluster(clients - 1, colluders, size - 1);
  let [product, spread] = [0, 0];
  for (const [j, chance] of chances.entries()) {
    const others = size - j;
    // The estimate is (sum − theirs)/others: its covariance with the client's is 1/others.
    product += chance / others;
    spread += (chance * (others + noise)) / others ** 2;
  }
  return product ** 2 / spread;
}

/** P(k − 1 of the fellows of an honest client are colluders) = C(c, k − 1)/C(N − 1, k − 1). */
export function isolated(clients: number, colluders: number, size: number): number {
  return attackersInCluster(clients - 1, colluders, size - 1)[size - 1]!;
}
