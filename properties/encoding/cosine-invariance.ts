import fc from "fast-check";
import { clusterSizes } from "../arbitraries/encodings.ts";
import { atMost, bounds, weightsWithin } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";
import { cosine, norm } from "./euclidean.ts";
import { slackOf } from "./precision.ts";

interface TwoUpdates {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly clusterSize: number;
  readonly weightBound: number;
}

/** Multiples of 1e-3, so that neither a phase nor a product of two of them loses digits to underflow. */
const share = fc.integer({ min: -1000, max: 1000 }).map((steps) => steps / 1000);

/** Beyond this angle that precision allows, radians, a direction is not judged. */
const MOST_TURNED = 1e-6;

/**
 * cos(Sw, Sv) = cos(w, v) (CQSA §4, equations 2–6).
 *
 * Derivation: a phase may be off by its slack, so an encoded vector may be turned by ‖slack‖/‖Sw‖, to first order, and
 * the angle of two by the sum of both; a cosine changes by no more than its angle. The second order is
 * below 1e-6 of that, and a cosine itself is computed within (2d + 8)·2⁻⁵³: ten times 1e-15 hold both.
 */
export const cosineInvariance: Law = deterministicLaw<TwoUpdates>({
  id: "encoding/cosine-invariance",
  sentence: "encoding leaves the cosine of two updates as it is, within the precision of the phases",
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
    const scale = Math.PI / (clusterSize * weightBound);
    const turned = [first, second].reduce((sum, weights) => {
      const exact = weights.map((weight) => scale * weight);
      return sum + slackOf(exact) / norm(exact);
    }, 0);
    if (turned > MOST_TURNED) return "vacuous";
    const before = cosine(first, second);
    const after = cosine(await encode(first), await encode(second));
    if (!(Math.abs(after - before) <= turned * (1 + 1e-6) + 1e-14)) {
      throw violation("encoding changes the cosine", before, after);
    }
    return "held";
  },
});
