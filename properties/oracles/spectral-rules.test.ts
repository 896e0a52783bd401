import { expect, test } from "vitest";
import { dncChoices, dncOracle, smeaOracle } from "./spectral-rules.ts";
import { eigenvectors } from "./symmetric-eigenvectors.ts";

/** Nine inputs, of which 3 and 7 are far from the others. */
const ROWS = [
  [0, 0.3, -0.27, -0.89],
  [-0.45, -0.99, 0.06, 1.34],
  [-0.49, -0.62, 0.49, 0.36],
  [5.11, 4.07, 4.97, 5.7],
  [-1.34, -0.46, -1.9, -1.29],
  [-1.84, -0.24, -1.27, 0.27],
  [0.16, -0.19, -2.52, -0.54],
  [3.95, -2.89, 2.47, 1.52],
  [-0.98, -0.81, 1.06, -0.81],
];

const kept = ({ accepted }: { readonly accepted: readonly boolean[] }): number[] =>
  [...accepted.keys()].filter((i) => accepted[i]);

test("eigenvalues come from the largest down, with vectors that they belong to", () => {
  const matrix = [
    [2, 1, 0],
    [1, 2, 0],
    [0, 0, 5],
  ];
  const found = eigenvectors(matrix);
  expect(found.map(({ value }) => value)).toEqual([5, expect.closeTo(3, 12), expect.closeTo(1, 12)]);
  for (const { value, vector } of found) {
    matrix.forEach((row, i) => {
      const image = row.reduce((sum, entry, j) => sum + entry * vector[j]!, 0);
      expect(image).toBeCloseTo(value * vector[i]!, 12);
    });
  }
});

/** By numpy 2's svd of the centred rows. */
test.each([
  [1, [0, 1, 2, 4, 5, 6, 7, 8], -0.12375],
  [2, [0, 1, 2, 5, 6, 7, 8], 0.05],
  [3, [0, 1, 2, 5, 6, 8], -0.6],
])(
  "divide-and-conquer without %i inputs keeps what numpy's singular vectors say",
  (tolerate, expected, first) => {
    const outcome = dncOracle(ROWS, { tolerate });
    expect(kept(outcome)).toEqual(expected);
    expect(outcome.aggregate).toHaveLength(4);
    expect(outcome.aggregate[0]).toBeCloseTo(first, 12);
  },
);

/** By numpy 2's eigvalsh of the covariance of every subset. */
test.each([
  [1, [0, 1, 2, 4, 5, 6, 7, 8], -0.12375],
  [2, [0, 1, 2, 4, 5, 6, 8], -0.7057142857142856],
  [3, [0, 1, 2, 4, 5, 8], -0.85],
])("without %i inputs the least top eigenvalue is numpy's", (tolerate, expected, first) => {
  const outcome = smeaOracle(ROWS, { tolerate });
  expect(kept(outcome)).toEqual(expected);
  expect(outcome.aggregate[0]).toBeCloseTo(first, 12);
});

test("what is drawn decides which inputs a filter drops, by hand on one coordinate", () => {
  const rows = [
    [0, 9],
    [0, 0],
    [9, 0],
    [0, 0],
    [0, 0],
  ];
  const once = dncChoices(rows, 1, { subsample: 1, iterations: 1 });
  expect(once.choices.map((choice) => choice.toSorted((a, b) => a - b))).toEqual([
    [0, 1, 3, 4],
    [1, 2, 3, 4],
  ]);
  const twice = dncChoices(rows, 1, { subsample: 1, iterations: 2 });
  expect(twice.choices.map((choice) => choice.toSorted((a, b) => a - b))).toEqual([
    [0, 1, 3, 4],
    [1, 3, 4],
    [1, 2, 3, 4],
  ]);
  expect(() => dncOracle(rows, { tolerate: 1, options: { subsample: 1 } })).toThrow(RangeError);
  expect(() => dncOracle(rows, { tolerate: 2, options: { drop: 3 } })).toThrow(RangeError);
  expect(kept(dncOracle(rows, { tolerate: 2, options: { drop: 0 } }))).toEqual([0, 1, 2, 3, 4]);
});
