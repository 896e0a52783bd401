import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { atMost, bounds, evenFractions, fractions, weightsWithin } from "./values.ts";

/** What `encode` takes. */
export interface Encoding {
  readonly weights: readonly number[];
  readonly clusterSize: number;
  readonly weightBound: number;
}

/** Which encodings a law wants. */
export interface EncodingRange {
  readonly bounds?: fc.Arbitrary<number>;
  readonly fractions?: fc.Arbitrary<number>;
}

/** Cluster sizes as they occur, with large ones that no limit forbids. */
export function clusterSizes(capabilities: Capabilities): fc.Arbitrary<number> {
  const most = (usual: number): number => atMost(capabilities, "clients", usual);
  return fc.oneof(fc.integer({ min: 1, max: most(40) }), fc.integer({ min: 1, max: most(5000) }));
}

/** Fractions of every kind: spread evenly, the ends and zero, and so tiny that squares underflow. */
export const anyFractions: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: evenFractions, weight: 3 },
  { arbitrary: fractions, weight: 1 },
);

/** Weights inside their bound, with the cluster size to encode them for. */
export function encodings(
  capabilities: Capabilities,
  { bounds: bound = bounds, fractions = anyFractions }: EncodingRange = {},
): fc.Arbitrary<Encoding> {
  return fc
    .record({
      weightBound: bound,
      clusterSize: clusterSizes(capabilities),
      shares: fc.array(fractions, { minLength: 1, maxLength: atMost(capabilities, "coordinates", 12) }),
    })
    .map(({ weightBound, clusterSize, shares }) => ({
      weights: weightsWithin(weightBound, shares),
      clusterSize,
      weightBound,
    }));
}
