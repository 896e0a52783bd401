import { expect, test } from "vitest";
import { krumOracle, meanOracle, medianOracle } from "./rule-oracles.ts";

const LINE = [[0], [1], [2], [3], [100]];

test("The mean is taken coordinate by coordinate", () => {
  expect(
    meanOracle([
      [1, -2],
      [3, 6],
      [5, 5],
    ]),
  ).toEqual([3, 3]);
});

test("The median of an odd number is the middle value of each coordinate, by size and not by spelling", () => {
  expect(
    medianOracle([
      [10, 1],
      [9, -3],
      [-100, 2],
    ]),
  ).toEqual([9, 1]);
});

test("The median of an even number is the mean of the middle two or the lower of them", () => {
  const vectors = [
    [4, 0],
    [1, 0],
    [2, 7],
    [50, 9],
  ];
  expect(medianOracle(vectors)).toEqual([3, 3.5]);
  expect(medianOracle(vectors, "lower")).toEqual([2, 0]);
  expect(medianOracle([[6]], "lower")).toEqual([6]);
});

test("Krum's scores on a line are those worked out by hand, and the first of two equal ones wins", () => {
  const found = krumOracle(LINE, 1);
  expect(found.scores).toEqual([5, 2, 2, 5, 97 ** 2 + 98 ** 2]);
  expect(found.chosen).toBe(1);
  expect(found.aggregate).toEqual([1]);
});

test("Krum's variants count other neighbours and other powers of the distance", () => {
  expect(krumOracle(LINE, 1, { distance: "euclidean" }).scores).toEqual([3, 2, 2, 3, 195]);
  expect(krumOracle(LINE, 1, { distance: "quartic" }).scores).toEqual([17, 2, 2, 17, 97 ** 4 + 98 ** 4]);
  expect(krumOracle(LINE, 1, { neighbours: "n-f-1" }).scores.slice(0, 4)).toEqual([14, 6, 6, 14]);
  expect(krumOracle(LINE, 1, { neighbours: "n-f-3" }).scores).toEqual([1, 1, 1, 1, 97 ** 2]);
});

test("The distance is the Euclidean one over all coordinates", () => {
  const corners = [
    [0, 0],
    [3, 4],
    [0, 0],
  ];
  expect(krumOracle(corners, 0, { distance: "euclidean" }).scores).toEqual([0, 5, 0]);
  expect(krumOracle(corners, 0, { distance: "euclidean", neighbours: "n-f-1" }).scores).toEqual([5, 10, 5]);
});

test("Scores that count no neighbour are 0 and the first vector is chosen", () => {
  const found = krumOracle([[7], [8], [9]], 0, { neighbours: "n-f-3" });
  expect(found).toEqual({ chosen: 0, aggregate: [7], scores: [0, 0, 0] });
});
