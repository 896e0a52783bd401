import { expect, test } from "vitest";
import { firstWith, leastInteger } from "./boundary.ts";

/** A property that refuses to be asked for ever. */
function patient<Value>(holds: (value: Value) => boolean): (value: Value) => boolean {
  let asked = 0;
  return (value) => {
    if (++asked > 1200) throw new Error("it goes on");
    return holds(value);
  };
}

test("the least integer with a property is found from anywhere [THR-GOAL-6]", () => {
  for (const from of [-1, 0, 7]) {
    for (const least of [from + 1, from + 2, from + 3, from + 1000, from + 2 ** 40 + 5, from + 2 ** 53 - 8]) {
      expect(leastInteger(from, (k) => k >= least)).toBe(least);
    }
  }
});

test("the first number with a property is found to the last bit, upwards, downwards and next to its end [THR-GOAL-6]", () => {
  const next = 1 + Number.EPSILON;
  expect(
    firstWith(
      0,
      1,
      patient((x: number) => x >= 0.3),
    ),
  ).toBe(0.3);
  expect(
    firstWith(
      1,
      0,
      patient((x: number) => x <= 0.3),
    ),
  ).toBe(0.3);
  expect(
    firstWith(
      0,
      1,
      patient((x: number) => x > 0),
    ),
  ).toBe(Number.MIN_VALUE);
  // Halfway between neighbours rounds to the even one, which is 1: the end without in one case, with in the other.
  expect(
    firstWith(
      1,
      next,
      patient((x: number) => x >= next),
    ),
  ).toBe(next);
  expect(
    firstWith(
      next,
      1,
      patient((x: number) => x <= 1),
    ),
  ).toBe(1);
});
