import { expect, test } from "vitest";
import { matrixFromRows, toRows, zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { partition } from "../protocol/partition.ts";
import { applyLeft } from "./apply-left.ts";
import { disaggregateEach, disaggregateRounds } from "./disaggregate.ts";
import { exactSums } from "./disaggregation-curve.ts";
import { normalEquations } from "./normal-equations.ts";
import type { ObservedRound } from "./normal-equations.ts";

function rounds(count: number, clients: number, columns: number): ObservedRound[] {
  const rng = randomStream("equations").fork(`${count}/${clients}`);
  return Array.from({ length: count }, () => {
    const updates = zeros(clients, columns);
    fillNormal(rng, updates.data);
    const clusters = partition({ clients, clusterSize: 3, remainder: "short" }, rng);
    return { clusters, sums: exactSums(updates, clusters) };
  });
}

test("the equations of a round are weighted by 1/size, by hand", () => {
  const round = { clusters: [[0, 1], [2]], sums: matrixFromRows("sums", [[6], [5]]) };
  const [plain] = [...normalEquations([round], 3)];
  expect(toRows(plain!.gram)).toEqual([
    [0.5, 0.5, 0],
    [0.5, 0.5, 0],
    [0, 0, 1],
  ]);
  expect([...plain!.right.data]).toEqual([3, 3, 5]);
  expect([plain!.rounds, plain!.sums, plain!.squares]).toEqual([1, 2, 18 + 25]);
  // The mean is 11/3: sums become 6 − 22/3 and 5 − 11/3.
  const [centred] = [...normalEquations([round], 3, { centred: true })];
  expect(centred!.gram.data[0]).toBeCloseTo(0.5 - 1 / 3, 12);
  expect(centred!.gram.data[2]).toBeCloseTo(-1 / 3, 12);
  expect(centred!.right.data[2]).toBeCloseTo(4 / 3, 12);
  expect(centred!.sums).toBe(1);
});

test("a discount weighs an older round down by its power", () => {
  const [first, second] = rounds(2, 7, 2);
  const both = [...normalEquations([first!, second!], 7, { discount: 0.5 })].at(-1)!;
  const [one] = [...normalEquations([first!], 7)];
  const [two] = [...normalEquations([second!], 7)];
  for (const [i, value] of both.gram.data.entries()) {
    expect(value).toBeCloseTo(0.5 * one!.gram.data[i]! + two!.gram.data[i]!, 12);
  }
  for (const [i, value] of both.right.data.entries()) {
    expect(value).toBeCloseTo(0.5 * one!.right.data[i]! + two!.right.data[i]!, 12);
  }
  expect(() => [...normalEquations([first!], 7, { discount: 0 })]).toThrow('"discount" expected');
});

test("the estimates after each round are those from these rounds alone, and read a generator once", () => {
  const all = rounds(4, 11, 5);
  let asked = 0;
  function* once(): Generator<ObservedRound> {
    for (const round of all) {
      asked++;
      yield round;
    }
  }
  const each = [...disaggregateEach(once(), 11, { prior: 3 })];
  expect(each).toHaveLength(4);
  expect(asked).toBe(4);
  for (const [t, estimate] of each.entries()) {
    expect(estimate.data).toEqual(disaggregateRounds(all.slice(0, t + 1), 11, { prior: 3 }).data);
  }
});

test("a product over blocks is the product, for numbers of rows and columns that fit none", () => {
  for (const [rows, columns] of [
    [1, 1],
    [5, 64],
    [7, 150],
  ] as const) {
    const [square, matrix] = [zeros(rows, rows), zeros(rows, columns)];
    fillNormal(randomStream("square"), square.data);
    fillNormal(randomStream("matrix"), matrix.data);
    const before = toRows(matrix);
    applyLeft(square, matrix);
    for (const [r, row] of toRows(matrix).entries()) {
      for (const [c, value] of row.entries()) {
        let expected = 0;
        for (let j = 0; j < rows; j++) expected += square.data[r * rows + j]! * before[j]![c]!;
        expect(value).toBeCloseTo(expected, 12);
      }
    }
  }
});
