import type { RandomStream } from "../base/random.ts";

/** Fills `out` with independent N(0, 1) deviates (Box–Muller) and returns it. */
export function fillNormal(rng: RandomStream, out: Float64Array): Float64Array {
  for (let i = 0; i < out.length; i += 2) {
    // 1 − u is in (0, 1], so that its logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - rng.uniform()));
    const angle = 2 * Math.PI * rng.uniform();
    out[i] = radius * Math.cos(angle);
    if (i + 1 < out.length) out[i + 1] = radius * Math.sin(angle);
  }
  return out;
}
