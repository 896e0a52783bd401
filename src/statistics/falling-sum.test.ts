import { expect, test } from "vitest";
import { fallingSum } from "./falling-sum.ts";

test("a geometric series has its closed form, and no more of its terms are asked for than count [THR-GOAL-6]", () => {
  const asked: number[] = [];
  const half = (j: number): number => {
    if (asked.push(j) > 100) throw new Error("it goes on");
    return 0.5;
  };
  expect(fallingSum(3, half)).toBeCloseTo(6, 14);
  expect(asked).toEqual(Array.from({ length: asked.length }, (_, j) => j));
  // 2^-60 of the sum, which is twice the first term, is passed at the 60th.
  expect(asked).toHaveLength(60);
});

test("ratios follow their terms: Σ 2^j/j! is e² [THR-GOAL-6]", () => {
  expect(fallingSum(1, (j) => 2 / (j + 1))).toBeCloseTo(Math.exp(2), 13);
});

test("a sum that begins with nothing is nothing at once [THR-GOAL-6]", () => {
  const never = (): number => {
    throw new Error("it goes on");
  };
  expect(fallingSum(0, never)).toBe(0);
});
