import { expect, test } from "vitest";
import { zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { noiseless } from "../quantum/noise.ts";
import type { MeasureName } from "./hardening/hardening.ts";
import { screenClusters } from "./screen-clusters.ts";

function screened(
  aggregates: readonly (Float64Array | null)[],
  flags: readonly (readonly MeasureName[])[],
): ReturnType<typeof screenClusters> {
  const request = {
    updates: zeros(6, 2),
    clusterSize: 2,
    remainder: "reject",
    shots: null,
    noise: noiseless(),
    dropouts: [1],
    rule: "mean",
    tolerate: 0,
  } as const;
  return screenClusters(request, aggregates, flags, [2, 1, 1], randomStream("screen"));
}

const MEANS = [Float64Array.of(1, 2), Float64Array.of(4, 8), Float64Array.of(7, -1)];

test("Lost clusters are neither accepted nor inputs of the rule [CQSA-RND-4]", () => {
  const { accepted, aggregate } = screened([MEANS[0]!, null, MEANS[2]!], [[], [], []]);
  expect(accepted).toEqual([true, false, true]);
  expect([...aggregate]).toEqual([3, 1]);
});

test("Flagged clusters are neither accepted nor inputs of the rule [WIRE-EXT-7]", () => {
  const { accepted, aggregate } = screened(MEANS, [[], ["guard-band"], []]);
  expect(accepted).toEqual([true, false, true]);
  expect([...aggregate]).toEqual([3, 1]);
});

test("Where no cluster is left, the measures are named, or else the dropouts [CQSA-RND-5, WIRE-EXT-7]", () => {
  const none = [null, null, null];
  expect(() => screened(none, [[], [], []])).toThrow(
    new RangeError('"dropouts" expected at least one cluster left, got an array of 1'),
  );
  const flags = [["guard-band", "residue-parity"], [], ["residue-parity"]] as const;
  expect(() => screened([MEANS[0]!, null, MEANS[2]!], flags)).toThrow(
    new RangeError('"hardening" expected a cluster that no measure flags, got "guard-band, residue-parity"'),
  );
});
