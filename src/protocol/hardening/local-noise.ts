import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { checkInteger, checkNumber } from "../../base/check.ts";
import { rowOf } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { fillNormal } from "../../learning/normal.ts";
import { clipUpdates } from "./clip-bound.ts";

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
  const noisy = { ...clipped, data: clipped.data.slice() };
  const noise = new Float64Array(clipped.columns);
  for (let client = 0; client < clipped.rows; client++) {
    const row = rowOf(noisy, client);
    fillNormal(rng.fork(`client/${client}`), noise);
    for (let c = 0; c < row.length; c++) row[c]! += ratio * clipBound * noise[c]!;
  }
  return clipUpdates(noisy, boundWithNoise(clipBound, ratio));
}

/** The δ that normal noise has at ε, for two inputs that are `distance` standard deviations apart. */
function deltaAt(epsilon: number, distance: number): number {
  const kept = normalCdf(distance / 2 - epsilon / distance, 0, 1);
  const tail = normalCdf(-distance / 2 - epsilon / distance, 0, 1);
  // e^ε overflows where the tail has long been nothing.
  return tail === 0 ? kept : kept - Math.exp(epsilon + Math.log(tail));
}

/**
 * The privacy that local noise gives each client against everyone, in one round: the ε at which the normal mechanism is
 * (ε, δ)-differentially private for any two updates within the clip bound, 2·√d bounds apart at most. Exact, from
 * δ = Φ(Δ/2σ − εσ/Δ) − e^ε·Φ(−Δ/2σ − εσ/Δ) (Balle and Wang 2018, theorem 8). The second clipping comes after the
 * noise and takes nothing from it.
 *
 * @param ratio σ over the clip bound, above 0
 * @param delta δ in (0, 1)
 * @param coordinates d ≥ 1; with 1 it is the ε of one weight
 * @throws TypeError, RangeError for arguments out of range
 * @example localEpsilon(1, 1e-5, 1) // 9.99…
 */
export function localEpsilon(ratio: number, delta: number, coordinates: number): number {
  checkNumber("ratio", ratio, { min: Number.MIN_VALUE });
  checkNumber("delta", delta, { min: Number.MIN_VALUE, max: 1 });
  checkInteger("coordinates", coordinates, { min: 1 });
  const distance = (2 * Math.sqrt(coordinates)) / ratio;
  if (deltaAt(0, distance) <= delta) return 0;
  let low = 0;
  let high = 1;
  while (deltaAt(high, distance) > delta) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (deltaAt(middle, distance) > delta) low = middle;
    else high = middle;
  }
  return high;
}
