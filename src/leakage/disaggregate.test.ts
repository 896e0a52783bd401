import { expect, test } from "vitest";
import { matrixFromRows, toRows, zeros } from "../base/matrix.ts";
import { disaggregate } from "./disaggregate.ts";

test("three clients in pairs and alone are solved for by hand", () => {
  // u = (1, 2, 4): 1 + 2, 4; 1 + 4, 2.
  const estimate = disaggregate(
    [
      [[0, 1], [2]],
      [[2, 0], [1]],
    ],
    [matrixFromRows("sums", [[3], [4]]), matrixFromRows("sums", [[5], [2]])],
    3,
  );
  expect([estimate.rows, estimate.columns]).toEqual([3, 1]);
  for (const [client, expected] of [1, 2, 4].entries())
    expect(estimate.data[client]).toBeCloseTo(expected, 12);
});

test("one round gives every member the mean of its cluster, and a client without a sum 0", () => {
  const sums = matrixFromRows("sums", [
    [3, -1],
    [5, 10],
  ]);
  const [first, second, third, fourth, none] = toRows(
    disaggregate(
      [
        [
          [1, 0],
          [2, 3],
        ],
      ],
      [sums],
      5,
    ),
  );
  expect(first).toEqual(second);
  expect(third).toEqual(fourth);
  expect(first!.map((value) => Number(value.toFixed(12)))).toEqual([1.5, -0.5]);
  expect(third!.map((value) => Number(value.toFixed(12)))).toEqual([2.5, 5]);
  expect(none!.map(Math.abs)).toEqual([0, 0]);
});

test.for([
  ["no round", [], [], "partitions.length"],
  ["a round without sums", [[[0, 1, 2]]], [], "sums"],
  ["sums of another number of clusters", [[[0, 1], [2]]], [zeros(1, 2)], "rounds[0].sums"],
  ["a client in two clusters", [[[0, 1], [1]]], [zeros(2, 2)], "rounds[0].clusters[1]"],
  ["a client beyond the last", [[[0, 3]]], [zeros(1, 2)], "rounds[0].clusters[0]"],
  ["an empty cluster", [[[0], []]], [zeros(2, 2)], "rounds[0].clusters[1]"],
  ["sums that are no numbers", [[[0]]], [matrixOfNaN()], "rounds[0].sums[0][0]"],
] as const)("%s is refused", ([, partitions, sums, named]) => {
  expect(() => disaggregate(partitions, sums, 3)).toThrow(`"${named}" expected`);
});

test.for([0, -1, Number.NaN])("a prior of %d is refused", (prior) => {
  expect(() => disaggregate([[[0]]], [zeros(1, 1)], 1, { prior })).toThrow('"prior" expected');
});

function matrixOfNaN(): ReturnType<typeof zeros> {
  return { rows: 1, columns: 1, data: Float64Array.of(Number.NaN) };
}
