import fc from "fast-check";
import { clusterSizes } from "../arbitraries/encodings.ts";
import { atMost, bounds, weightsWithin } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";
import { cosine } from "./euclidean.ts";

interface TwoUpdates {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly clusterSize: number;
  readonly weightBound: number;
}

/** Multiples of 1e-3, so that neither a phase nor a product of two of them loses digits to underflow. */
const share = fc.integer({ min: -1000, max: 1000 }).map((steps) => steps / 1000);

/**
 * cos(Sw, Sv) = cos(w, v) (CQSA §4, equations 2–6), within (2d + 24)·2⁻⁵².
 *
 * Derivation, u = 2⁻⁵³: a phase may be off by eight units in the last place, 16u of itself, so an encoded
 * vector is off by 16u of its norm and turned by an angle of 16u at most. Two vectors: 32u. Each
 * of the two cosines is computed within (2d + 8)·u. In all (4d + 48)·u.
 */
export const cosineInvariance: Law = deterministicLaw<TwoUpdates>({
  id: "encoding/cosine-invariance",
  sentence: "encoding leaves the cosine of two updates as it is, within (2d + 24)·2⁻⁵²",
  clauses: ["CQSA-ENC-3"],
  needs: ["encode"],
  cases: (capabilities) =>
    fc
      .record({
        pairs: fc.array(fc.tuple(share, share), {
          minLength: 1,
          maxLength: atMost(capabilities, "coordinates", 12),
        }),
        clusterSize: clusterSizes(capabilities),
        weightBound: bounds,
      })
      .map(({ pairs, clusterSize, weightBound }) => ({
        first: weightsWithin(
          weightBound,
          pairs.map(([a]) => a),
        ),
        second: weightsWithin(
          weightBound,
          pairs.map(([, b]) => b),
        ),
        clusterSize,
        weightBound,
      })),
  check: async (implementation, { first, second, clusterSize, weightBound }) => {
    // A zero vector has no direction.
    if ([first, second].some((weights) => weights.every((weight) => weight === 0))) return "vacuous";
    const encode = async (weights: readonly number[]): Promise<number[]> => {
      const { phases } = await ask(implementation, "encode", { weights, clusterSize, weightBound });
      if (phases.length === weights.length) return phases;
      throw violation("phases has another length", weights.length, phases.length);
    };
    const before = cosine(first, second);
    const after = cosine(await encode(first), await encode(second));
    if (!(Math.abs(after - before) <= (2 * first.length + 24) * Number.EPSILON)) {
      throw violation("encoding changes the cosine", before, after);
    }
    return "held";
  },
});
