import { expect, test } from "vitest";
import { figureOf } from "./figures.ts";

test("a mean has Student's interval and a median, whatever the order", () => {
  const figure = figureOf([3, 1, 2, 10], 0.95)!;
  expect(figure).toEqual(figureOf([10, 2, 1, 3], 0.95));
  // Variance 50/3, t of 3 degrees 3.182446.
  const half = 3.182446305284263 * Math.sqrt(50 / 3 / 4);
  expect(figure).toMatchObject({ trials: 4, median: 2.5, mean: 4 });
  expect(figure.lower).toBeCloseTo(4 - half, 9);
  expect(figure.upper).toBeCloseTo(4 + half, 9);
  expect(figureOf([1, 2, 9], 0.95)!.median).toBe(2);
});

test("one value has no interval, none has no figure, and equal ones leave no doubt", () => {
  expect(figureOf([5], 0.95)).toEqual({ trials: 1, median: 5, mean: 5, lower: null, upper: null });
  expect(figureOf([], 0.95)).toBeNull();
  expect(figureOf([2, 2], 0.95)).toMatchObject({ lower: 2, upper: 2 });
});
