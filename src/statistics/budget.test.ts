import * as fc from "fast-check";
import { expect, test } from "vitest";
import { confirmationLevels, splitBudget } from "./budget.ts";

test("a budget is divided evenly [THR-GOAL-6]", () => {
  expect(splitBudget(1e-9, 50)).toBeCloseTo(2e-11, 25);
  expect(splitBudget(0.05, 1)).toBe(0.05);
});

test("the chance of any false alarm in independent tests stays within the budget [THR-GOAL-6]", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-12, max: 0.99, noNaN: true }),
      fc.integer({ min: 1, max: 5000 }),
      (total, tests) => {
        const anyAlarm = -Math.expm1(tests * Math.log1p(-splitBudget(total, tests)));
        expect(anyAlarm).toBeLessThanOrEqual(total * (1 + 1e-12));
        // And the union bound gives little away while the budget is small.
        expect(anyAlarm).toBeGreaterThanOrEqual(total * (1 - total / 2) * (1 - 1e-12));
      },
    ),
  );
});

test("a level splits into two whose product it is [THR-GOAL-6]", () => {
  const even = confirmationLevels(1e-10);
  expect(even.first).toBeCloseTo(1e-5, 18);
  expect(even.confirmation).toBeCloseTo(1e-5, 18);
  const uneven = confirmationLevels(1e-10, 1e-3);
  expect(uneven.first).toBe(1e-3);
  expect(uneven.confirmation).toBeCloseTo(1e-7, 18);
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 0.99, noNaN: true }), (level) => {
      const { first, confirmation } = confirmationLevels(level);
      expect(Math.abs((first * confirmation) / level - 1)).toBeLessThan(1e-15);
    }),
  );
});

test("budgets and levels that are none are refused [THR-GOAL-6]", () => {
  for (const total of [0, 1, -1e-9, Number.NaN]) {
    expect(() => splitBudget(total, 5)).toThrow('"total" expected');
    expect(() => confirmationLevels(total)).toThrow('"level" expected');
  }
  for (const tests of [0, -1, 1.5])
    expect(() => splitBudget(0.1, tests)).toThrow('"tests" expected an integer');
  expect(() => splitBudget(5e-324, 2)).toThrow('"total / tests"');
  expect(() => confirmationLevels(0.1, 0.05)).toThrow('"first" expected');
  expect(() => confirmationLevels(0.1, 1.1)).toThrow('"first" expected');
});
