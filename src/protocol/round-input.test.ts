import { expect, test } from "vitest";
import { matrixFromRows, zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { noiseless } from "../quantum/noise.ts";
import { round } from "./round.ts";
import type { RoundRequest } from "./round.ts";
import { checkClusters, checkDropouts, relativeWeights } from "./round-input.ts";

test("Dropouts are clients, each once, and never all [CQSA-RND-5]", () => {
  expect(checkDropouts([], 1)).toEqual(new Set());
  expect(checkDropouts([3, 0], 4)).toEqual(new Set([0, 3]));
  const cases: readonly (readonly [readonly number[], string])[] = [
    [[4], '"dropouts[0]" expected an integer from 0 to 3, got 4'],
    [[1, -1], '"dropouts[1]" expected an integer from 0 to 3, got -1'],
    [[1.5], '"dropouts[0]" expected an integer from 0 to 3, got 1.5'],
    [[2, 1, 2], '"dropouts[2]" expected each client once, got 2'],
    [[0, 1, 2, 3], '"dropouts" expected at least one client left, got an array of 4'],
  ];
  for (const [dropouts, message] of cases) {
    expect(() => checkDropouts(dropouts, 4)).toThrow(new RangeError(message));
  }
});

test("Shares are weights over the largest, 1 without weights [CQSA-RND-2]", () => {
  expect([...relativeWeights(undefined, 3)]).toEqual([1, 1, 1]);
  expect([...relativeWeights(Float64Array.of(1, 4, 2), 3)]).toEqual([0.25, 1, 0.5]);
  const cases: readonly (readonly [Float64Array, string])[] = [
    [Float64Array.of(1, 2), '"clientWeights" expected 3 numbers, got 2'],
    [Float64Array.of(1, 0, 2), '"clientWeights[1]" expected a positive finite number, got 0'],
    [Float64Array.of(1, 2, -2), '"clientWeights[2]" expected a positive finite number, got -2'],
    [Float64Array.of(Number.NaN, 1, 1), '"clientWeights[0]" expected a positive finite number, got NaN'],
    [Float64Array.of(1, Infinity, 1), '"clientWeights[1]" expected a positive finite number, got Infinity'],
    [Float64Array.of(1e200, 1e-200, 1), '"clientWeights[1]" expected a share above 0 of 1e+200, got 1e-200'],
  ];
  for (const [weights, message] of cases) {
    expect(() => relativeWeights(weights, 3)).toThrow(new RangeError(message));
  }
});

test("Clusters hold every client exactly once [CQSA-PAR-1]", () => {
  expect(() => checkClusters([[2], [0, 1]], 3)).not.toThrow();
  for (const clusters of [
    [],
    [[0, 1]],
    [[0, 1, 2], []],
    [
      [0, 1],
      [1, 2],
    ],
    [[0, 1, 3]],
  ]) {
    expect(() => checkClusters(clusters, 3)).toThrow(RangeError);
  }
});

function run(changes: Partial<RoundRequest>): unknown {
  const request: RoundRequest = {
    updates: matrixFromRows(
      "updates",
      Array.from({ length: 10 }, (_, client) => [client / 10]),
    ),
    clusterSize: 2,
    remainder: "reject",
    shots: 10,
    noise: noiseless(),
    rule: "mean",
    tolerate: 0,
    ...changes,
  };
  return round(request, randomStream("refusals"));
}

test("A round out of range is refused by name, also where a stage finds it [CQSA-RND-5]", () => {
  const updates = zeros(10, 1);
  updates.data[3] = -Infinity;
  const cases: readonly (readonly [Partial<RoundRequest>, string])[] = [
    [{ updates }, '"updates[3][0]" expected a finite number, got -Infinity'],
    [{ updates: zeros(10, 0) }, '"updates" expected at least one row and one column, got a Float64Array'],
    [{ clusterSize: 3 }, '"clients" expected a multiple of the cluster size 3, got 10'],
    [{ dropouts: [10] }, '"dropouts[0]" expected an integer from 0 to 9, got 10'],
    [{ clusterSize: 10, dropouts: [1] }, '"dropouts" expected at least one cluster left, got an array of 1'],
    [{ shots: 0 }, '"shots" expected an integer of at least 1, got 0'],
    [{ rule: "krum", tolerate: 2 }, '"tolerate" expected an integer from 0 to 1, got 2'],
    // Five clusters withstand one Byzantine, the four that are left none.
    [{ rule: "krum", tolerate: 1, dropouts: [0] }, '"tolerate" expected an integer from 0 to 0, got 1'],
    [{ clientWeights: new Float64Array(9).fill(1) }, '"clientWeights" expected 10 numbers, got 9'],
  ];
  for (const [changes, message] of cases) expect(() => run(changes)).toThrow(new RangeError(message));
  expect(() => run({ rule: "krum", tolerate: 1 })).not.toThrow();
});
