import * as fc from "fast-check";
import { expect, test } from "vitest";
import { binomialPmf } from "./binomial-pmf.ts";
import { binomialTest } from "./binomial-test.ts";
import { clopperPearson } from "./clopper-pearson.ts";

/** Successes, trials, confidence, lower, upper: bisection of exact tail sums in mpmath 1.4.1 at 40 digits. */
const REFERENCE = [
  [0, 1, 0.95, 0, 0.975],
  [0, 100, 0.95, 0, 0.03621669264517641],
  [5, 10, 0.95, 0.18708602844739858, 0.8129139715526015],
  [1, 10, 0.99, 0.0005011285754646343, 0.5442870568996868],
  [9, 10, 0.99, 0.4557129431003132, 0.9994988714245354],
  [10, 10, 0.9, 0.7411344491069477, 1],
  [3, 1000, 0.999, 0.00014984252803814017, 0.013858069267406337],
  [1, 1000000, 0.95, 2.53178076637942e-8, 5.571630655172243e-6],
  [7, 1000000, 0.999999, 4.4990244881669594e-7, 3.0058524839858567e-5],
  [500, 1000, 0.95, 0.46854917297179194, 0.531450827028208],
  [123456, 1000000, 0.999999999, 0.12145525530994727, 0.12547574173240386],
  [999999, 1000000, 0.99, 0.999992569894388, 0.9999999949874582],
  [999993, 1000000, 0.5, 0.9999903155828883, 0.9999949173407661],
  [2, 5, 0.1, 0.28946651072155144, 0.5267174806301079],
] as const;

test("the limits agree with 40-digit bisection to 13 digits, the complement of the upper one too [THR-GOAL-6]", () => {
  for (const [k, n, confidence, lower, upper] of REFERENCE) {
    const found = clopperPearson(k, n, confidence);
    const message = `${k} of ${n} at ${confidence}`;
    expect(Math.abs(found.lower - lower), message).toBeLessThanOrEqual(1e-13 * lower);
    expect(Math.abs(found.upper - upper), message).toBeLessThanOrEqual(1e-13 * upper);
    const rest = 1 - upper;
    expect(Math.abs(1 - found.upper - rest), message).toBeLessThanOrEqual(1e-13 * rest + 2.3e-16);
  }
});

test("no success gives zero and no failure gives one, exactly [THR-GOAL-6]", () => {
  expect(clopperPearson(0, 7, 0.9).lower).toBe(0);
  expect(clopperPearson(7, 7, 0.9).upper).toBe(1);
  // In closed form the other ends are 1 − (α/2)^(1/n) and (α/2)^(1/n).
  expect(clopperPearson(0, 7, 0.9).upper).toBeCloseTo(1 - 0.05 ** (1 / 7), 14);
  expect(clopperPearson(7, 7, 0.9).lower).toBeCloseTo(0.05 ** (1 / 7), 14);
});

test("the largest confidence that a number can express still has an interval [THR-GOAL-6]", () => {
  const confidence = 1 - Number.EPSILON / 2;
  expect(clopperPearson(0, 1, confidence)).toEqual({ lower: 0, upper: 1 });
  expect(clopperPearson(1, 1, confidence).lower / (Number.EPSILON / 4)).toBeCloseTo(1, 12);
});

test("every truth is covered with at least the confidence, by enumeration of every outcome [THR-GOAL-6]", () => {
  let smallest = 1;
  for (const confidence of [0.5, 0.9, 0.99, 0.999999]) {
    for (const n of [1, 2, 3, 5, 10, 21, 40, 60]) {
      const intervals = Array.from({ length: n + 1 }, (_, k) => clopperPearson(k, n, confidence));
      for (let step = 0; step <= 200; step++) {
        const truth = step / 200;
        let missed = 0;
        for (const [k, { lower, upper }] of intervals.entries()) {
          if (truth < lower || truth > upper) missed += binomialPmf(k, n, truth);
        }
        expect(missed).toBeLessThanOrEqual((1 - confidence) * (1 + 1e-12));
        smallest = Math.min(smallest, 1 - missed);
      }
    }
  }
  // Not by being everything: at confidence ½ some truths are covered hardly more often than that.
  expect(smallest).toBeLessThan(0.52);
});

test("each end is where a one-sided binomial test has half the error as its p-value [THR-GOAL-6]", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }),
      fc.nat(3000),
      fc.constantFrom(0.5, 0.9, 0.99, 1 - 1e-9),
      (n, draw, confidence) => {
        const k = draw % (n + 1);
        const { lower, upper } = clopperPearson(k, n, confidence);
        const half = (1 - confidence) / 2;
        expect(lower).toBeLessThanOrEqual(k / n);
        expect(upper).toBeGreaterThanOrEqual(k / n);
        const below = k === 0 ? half : binomialTest(k, n, lower, "greater");
        expect(Math.abs(below / half - 1)).toBeLessThan(1e-9);
        const above = k === n ? half : binomialTest(k, n, upper, "less");
        // What lies between the end and one is only as exact as the end itself.
        const conditioning = k === n ? 0 : ((n - k) * 2 ** -52) / (1 - upper);
        expect(Math.abs(above / half - 1)).toBeLessThan(1e-9 + conditioning);
      },
    ),
    { numRuns: 300 },
  );
});

test("the two-sided test rejects exactly the probabilities outside the interval [THR-GOAL-6]", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.nat(200),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, draw, p) => {
        const k = draw % (n + 1);
        const { lower, upper } = clopperPearson(k, n, 0.95);
        fc.pre(Math.abs(p - lower) > 1e-9 && Math.abs(p - upper) > 1e-9);
        expect(binomialTest(k, n, p) < 0.05).toBe(p < lower || p > upper);
      },
    ),
    { numRuns: 500 },
  );
});

test("failures have the mirrored interval, and more confidence a wider one [THR-GOAL-6]", () => {
  const some = clopperPearson(17, 120, 0.95);
  const mirrored = clopperPearson(103, 120, 0.95);
  expect(mirrored.lower).toBeCloseTo(1 - some.upper, 14);
  expect(mirrored.upper).toBeCloseTo(1 - some.lower, 14);
  const wider = clopperPearson(17, 120, 0.9999);
  expect(wider.lower).toBeLessThan(some.lower);
  expect(wider.upper).toBeGreaterThan(some.upper);
});

test("impossible counts and confidences are refused [THR-GOAL-6]", () => {
  expect(() => clopperPearson(3, 2, 0.95)).toThrow('"successes" expected an integer from 0 to 2, got 3');
  expect(() => clopperPearson(0, 0, 0.95)).toThrow('"trials" expected an integer of at least 1, got 0');
  expect(() => clopperPearson(0.5, 2, 0.95)).toThrow(RangeError);
  for (const confidence of [0, 1, -1, 2, Number.NaN, Infinity]) {
    expect(() => clopperPearson(1, 2, confidence)).toThrow('"confidence" expected a');
  }
});
