import { expect, test } from "vitest";
import { deviance, stirlingError } from "./saddle-point.ts";

// mpmath 1.4.1 at 50 digits: loggamma(x + 1) - ((x + 1/2) log(x) - x + log(2 pi) / 2).
const STIRLING_ERRORS = [
  [0.5, 0.15342640972002736],
  [1, 0.08106146679532726],
  [1.5, 0.05481412105191765],
  [2, 0.0413406959554093],
  [7, 0.01189670994589177],
  [15, 0.005554733551962801],
  [15.5, 0.005375599032926835],
  [16, 0.0052076559196096404],
  [16.5, 0.005049887331583002],
  [40, 0.0020832899383024218],
  [1000, 8.333333055555635e-5],
  [10000000.0, 8.33333333333333e-9],
] as const;

// mpmath 1.4.1 at 50 digits: x log(x / m) + m - x.
const DEVIANCES = [
  [0, 3.5, 3.5],
  [1, 1e-9, 19.72326583794641],
  [10, 10.5, 0.01209835830567997],
  [10, 12.2, 0.21149141254834797],
  [10, 12.3, 0.22985830615673886],
  [1000, 1000.001, 4.999996666432699e-10],
  [5000000.0, 5040000.0, 159.15175411563246],
  [3, 300, 283.1844894420357],
] as const;

test("the error of Stirling's formula agrees with 50-digit arithmetic [THR-GOAL-6]", () => {
  for (const [x, expected] of STIRLING_ERRORS) {
    expect(Math.abs(stirlingError(x) - expected), `x = ${x}`).toBeLessThan(2e-14);
  }
});

test("the deviance agrees with 50-digit arithmetic, also next to its zero [THR-GOAL-6]", () => {
  for (const [x, mean, expected] of DEVIANCES) {
    expect(Math.abs(deviance(x, mean) / expected - 1), `x = ${x}, mean = ${mean}`).toBeLessThan(1e-13);
  }
  expect(deviance(7, 7)).toBe(0);
});
