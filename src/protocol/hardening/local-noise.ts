import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { checkInteger, checkNumber } from "../../base/check.ts";
import { rowOf, zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { fillNormal } from "../../learning/normal.ts";
import { normalQuantile } from "../../statistics/normal-quantile.ts";
import { clipUpdates } from "./clip-bound.ts";

/** The places of a binary fraction. */
const BINARY_PLACES: readonly number[] = Array.from({ length: 60 }, (_, i) => 2 ** -i);

/** How many deviations of noise fit between the clip bound and the bound of the encoding. */
const ROOM = 4;

/** What the weights of a client may reach once the noise is on them: the clip bound and four deviations. */
export function boundWithNoise(clipBound: number, ratio: number): number {
  return clipBound * (1 + ROOM * ratio);
}

/**
 * Each client adds its own normal noise to clipped weights, and clips once more where the noise goes beyond its room
 * (6 in 100,000 weights). A client draws from a stream named by its index alone.
 *
 * @param clipped N × d, within ±clipBound
 * @param ratio standard deviation over the clip bound
 */
export function addLocalNoise(clipped: Matrix, clipBound: number, ratio: number, rng: RandomStream): Matrix {
  const noise = zeros(clipped.rows, clipped.columns);
  for (let client = 0; client < clipped.rows; client++) {
    fillNormal(rng.fork(`client/${client}`), rowOf(noise, client));
  }
  const data = clipped.data.map((weight, i) => weight + ratio * clipBound * noise.data[i]!);
  return clipUpdates({ ...clipped, data }, boundWithNoise(clipBound, ratio));
}

/** The δ that normal noise has at ε, for two inputs that are `distance` standard deviations apart. */
function deltaAt(epsilon: number, distance: number): number {
  const kept = normalCdf(distance / 2 - epsilon / distance, 0, 1);
  const tail = normalCdf(-distance / 2 - epsilon / distance, 0, 1);
  // In logarithms: e^ε overflows where the tail has long been nothing.
  return kept - Math.exp(epsilon + Math.log(tail));
}

/**
 * The privacy that local noise gives each client against everyone, in one round: the ε at which the normal mechanism is
 * (ε, δ)-differentially private for any two updates within the clip bound, 2·√d bounds apart at most. Exact, from
 * δ = Φ(Δ/2σ − εσ/Δ) − e^ε·Φ(−Δ/2σ − εσ/Δ) (Balle and Wang 2018, theorem 8). The second clipping comes after the
 * noise and takes nothing from it.
 *
 * @param ratio σ over the clip bound, above 0
 * @param delta δ from 10⁻³⁰⁰ up to, but not including, 1
 * @param coordinates d ≥ 1; with 1 it is the ε of one weight
 * @returns Infinity beyond the numbers of float64
 * @throws TypeError, RangeError for arguments out of range
 * @example localEpsilon(1, 1e-5, 1) // 9.99…
 */
export function localEpsilon(ratio: number, delta: number, coordinates: number): number {
  checkNumber("ratio", ratio, { min: Number.MIN_VALUE });
  checkNumber("delta", delta, { min: 1e-300, max: 1 - Number.EPSILON / 2 });
  checkInteger("coordinates", coordinates, { min: 1 });
  const distance = (2 * Math.sqrt(coordinates)) / ratio;
  // From Δ·(Δ/2 − Φ⁻¹(δ)) on the first term alone is δ or less.
  const most = Math.max(0, distance * (distance - normalQuantile(delta)));
  if (most === Infinity) return Infinity;
  return BINARY_PLACES.reduce((epsilon, place) => {
    const next = epsilon + place * most;
    return deltaAt(next, distance) > delta ? next : epsilon;
  }, 0);
}
