import kstest from "@stdlib/stats-kstest";
import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { fillNormal } from "./normal.ts";

test.for([2000, 2001])("%i deviates pass a Kolmogorov–Smirnov test against N(0, 1)", (count) => {
  const deviates = fillNormal(randomStream("normal"), new Float64Array(count));
  expect(deviates).toHaveLength(count);
  expect(kstest(deviates, "normal", 0, 1).pValue).toBeGreaterThan(1e-4);
});

test("neighbouring deviates, which share a radius, are uncorrelated, as are their squares", () => {
  const deviates = fillNormal(randomStream("pairs"), new Float64Array(40_000));
  let plain = 0;
  let squared = 0;
  for (let i = 0; i < deviates.length; i += 2) {
    plain += deviates[i]! * deviates[i + 1]!;
    squared += (deviates[i]! ** 2 - 1) * (deviates[i + 1]! ** 2 - 1);
  }
  // Five standard errors: the products have variance 1 and 4.
  expect(Math.abs(plain / 20_000)).toBeLessThan(5 / Math.sqrt(20_000));
  expect(Math.abs(squared / 20_000)).toBeLessThan(10 / Math.sqrt(20_000));
});
