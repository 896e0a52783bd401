import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { screen } from "./index.ts";

test("the n − f of least norm are averaged, of equal norms those of lowest index [CQSA-SCR-6]", () => {
  const rows = [
    [6, 8],
    [0, 5],
    [3, 4],
    [1, 1],
    [-5, 0],
  ];
  const aggregates = matrixFromRows("aggregates", rows);
  const one = screen({ aggregates, rule: "cge", tolerate: 1 });
  expect(one.accepted).toEqual([false, true, true, true, true]);
  expect(Array.from(one.aggregate)).toEqual([-0.25, 2.5]);
  expect(Array.from(one.scores!)).toEqual([10, 5, 5, Math.SQRT2, 5]);
  const two = screen({ aggregates, rule: "cge", tolerate: 2 });
  expect(two.accepted).toEqual([false, true, true, true, false]);
  expect(Array.from(two.aggregate)).toEqual([4 / 3, 10 / 3]);
});

test("norms keep their order at both ends of float64 [CQSA-SCR-6]", () => {
  for (const unit of [1e-300, 1e300]) {
    const aggregates = matrixFromRows("aggregates", [[3 * unit], [unit], [2 * unit]]);
    expect(screen({ aggregates, rule: "cge", tolerate: 1 }).accepted).toEqual([false, true, true]);
  }
  // A norm beyond float64 is no score, but an order it has.
  const aggregates = matrixFromRows("aggregates", [
    [Number.MAX_VALUE, Number.MAX_VALUE],
    [1, 0],
    [2, 0],
  ]);
  const { accepted, scores } = screen({ aggregates, rule: "cge", tolerate: 1 });
  expect([accepted, scores]).toEqual([[false, true, true], undefined]);
});
