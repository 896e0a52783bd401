import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { kolmogorovAsymptotic } from "./kolmogorov-asymptotic.ts";
import { kolmogorovByMatrix } from "./kolmogorov-matrix.ts";
import { kolmogorovSmirnovTest, kolmogorovTail } from "./kolmogorov-smirnov-test.ts";

/** Distance, size, P(D ≥ distance): Durbin's matrix form in mpmath 1.4.1 at 60 digits. */
const EXACT = [
  [0.75, 1, 0.5],
  [0.4, 2, 0.82],
  [0.6, 3, 0.144],
  [0.2, 5, 0.9616],
  [0.9, 5, 1.9999999999999978e-5],
  [0.06, 10, 0.9999999999628411],
  [0.1, 10, 0.99963712],
  [0.274, 10, 0.3715203845434956],
  [0.5, 10, 0.00777741],
  [0.95, 10, 1.9531250000000172e-13],
  [0.3, 20, 0.043067066658517825],
  [0.7, 20, 2.392395040880019e-10],
  [0.2, 50, 0.03143877776953449],
  [0.5, 50, 4.392853499119749e-12],
  [0.05, 100, 0.9532159710635725],
  [0.1, 100, 0.25269275700639005],
  [0.2, 100, 0.0005551927328028097],
  [0.35, 100, 1.865228719089831e-11],
  [0.05, 300, 0.427441622391802],
  [0.1, 300, 0.004595673609376104],
] as const;

/** The same, deep in the tail: twice Smirnov's one-sided sum in mpmath at 60 digits; scipy 1.17.1 kstwo.sf agrees. */
const DEEP = [
  [0.09, 1000, 2 * 8.455887992217394e-8],
  [0.2, 1000, 2 * 7.764314602125269e-36],
  [0.5, 1000, 2 * 5.32258645778891e-232],
  [0.06, 5000, 4.337123323784545e-16],
  [0.028, 20000, 4.690550292338881e-14],
  [0.012, 100000, 6.158882571057449e-13],
  [0.04, 100000, 1.8452808665033013e-139],
  [0.058, 100000, 7.459654760580925e-293],
] as const;

/**
 * The same in the middle of large samples: the matrix form at these sizes, which takes up to 20 s there
 * and shares nothing with the expansion; scipy 1.17.1 kstwo.sf agrees to 3e-7.
 */
const LARGE = [
  [0.01, 5000, 0.6954557256418974],
  [0.02, 5000, 0.03613941349304295],
  [0.024, 5000, 0.006199188771105479],
  [0.002, 100000, 0.8178408363047432],
  [0.004, 100000, 0.08130148920267721],
  [0.005, 100000, 0.013430820912725183],
] as const;

const uniform = (x: number): number => x;

function worst(cases: readonly (readonly [number, number, number])[]): number {
  expect(cases.length).toBeGreaterThan(0);
  return Math.max(
    ...cases.map(([distance, size, tail]) => Math.abs(kolmogorovTail(distance, size) / tail - 1)),
  );
}

test("the tail for small samples agrees with 60-digit arithmetic to nine digits [THR-GOAL-6]", () => {
  expect(worst(EXACT)).toBeLessThan(1e-9);
});

test.each(DEEP)(
  "a deep tail agrees with the exact sum to nine digits: distance %d, %i points [THR-GOAL-6]",
  (distance, size, tail) => {
    expect(worst([[distance, size, tail]])).toBeLessThan(1e-9);
  },
);

test("the tail for large samples agrees with the exact form to within one over the squared size [THR-GOAL-6]", () => {
  expect(worst(LARGE.filter(([, size]) => size === 5000))).toBeLessThan(1 / 5000 ** 2);
  expect(worst(LARGE.filter(([, size]) => size === 100_000))).toBeLessThan(1 / 100_000 ** 2);
});

test("up to 2000 points the exact form is used, beyond them the expansion [THR-GOAL-6]", () => {
  expect(kolmogorovTail(0.007, 2000)).toBe(1 - kolmogorovByMatrix(0.007, 2000));
  expect(kolmogorovTail(0.007, 2001)).toBe(1 - kolmogorovAsymptotic(0.007, 2001));
  for (const size of [2000, 2001]) {
    expect(kolmogorovByMatrix(0.007, size)).not.toBe(kolmogorovAsymptotic(0.007, size));
  }
});

test("few points have the closed forms of the exact distribution [THR-GOAL-6]", () => {
  // One point: P(D >= d) = 2 (1 − d). For n·d in [½, 1]: P(D < d) = n! (2d − 1/n)^n. For d >= 1 − 1/n: 2 (1 − d)^n.
  for (const d of [0.5, 0.6, 0.9, 1]) expect(kolmogorovTail(d, 1)).toBeCloseTo(2 * (1 - d), 14);
  for (const d of [0.11, 0.15, 0.2])
    expect(kolmogorovTail(d, 5)).toBeCloseTo(1 - 120 * (2 * d - 0.2) ** 5, 14);
  for (const d of [0.8, 0.9, 0.99]) expect(kolmogorovTail(d, 5) / (2 * (1 - d) ** 5)).toBeCloseTo(1, 12);
  for (const rest of [2 ** -20, 2 ** -40])
    expect(kolmogorovTail(1 - rest, 2) / (2 * rest ** 2)).toBeCloseTo(1, 9);
  expect(kolmogorovTail(0.5 / 8, 8)).toBe(1);
  expect(kolmogorovTail(0, 8)).toBe(1);
  expect(kolmogorovTail(1, 8)).toBe(0);
});

test("the published value of Marsaglia, Tsang and Wang is met [THR-GOAL-6]", () => {
  expect(1 - kolmogorovTail(0.274, 10)).toBeCloseTo(0.6284796154565042, 14);
});

test("no jump is visible where the method changes [THR-GOAL-6]", () => {
  const jump = (a: number, b: number): number => Math.abs(a / b - 1);
  for (const size of [50, 300]) {
    const distance = Math.sqrt(4 / size);
    expect(jump(kolmogorovTail(distance * (1 - 1e-12), size), kolmogorovTail(distance, size))).toBeLessThan(
      1e-9,
    );
  }
  const distance = Math.sqrt(Math.log(5000) / 3 / 5000);
  expect(jump(kolmogorovTail(distance * (1 - 1e-12), 5000), kolmogorovTail(distance, 5000))).toBeLessThan(
    1e-7,
  );
  // One point more: the tail moves by less than a part in a thousand.
  const at = (size: number): number => kolmogorovTail(Math.sqrt(0.5 / size), size);
  expect(jump(at(2000) ** 2 / at(1999), at(2001))).toBeLessThan(2e-7);
});

test("the statistic is the largest distance on either side of a step [THR-GOAL-6]", () => {
  expect(kolmogorovSmirnovTest([0.5], uniform)).toEqual({ statistic: 0.5, pValue: 1 });
  expect(kolmogorovSmirnovTest([0.9, 0.8], uniform).statistic).toBe(0.8);
  expect(kolmogorovSmirnovTest([0.1, 0.2], uniform).statistic).toBe(0.8);
  expect(kolmogorovSmirnovTest([0.95, 0.1, 0.9], uniform).statistic).toBeCloseTo(0.9 - 1 / 3, 15);
  // scipy 1.17.1: kstest([.1, .35, .2, .7, .55], "uniform", mode="exact").
  const found = kolmogorovSmirnovTest([0.1, 0.35, 0.2, 0.7, 0.55], uniform);
  expect(found.statistic).toBeCloseTo(0.30000000000000004, 15);
  expect(found.pValue).toBeCloseTo(0.6639999999999998, 12);
});

test("the sample is neither changed nor read in order [THR-GOAL-6]", () => {
  const sample = Float64Array.of(0.8, 0.1, 0.4);
  expect(kolmogorovSmirnovTest(sample, uniform)).toEqual(kolmogorovSmirnovTest([0.1, 0.4, 0.8], uniform));
  expect(Array.from(sample)).toEqual([0.8, 0.1, 0.4]);
});

test("p-values of uniform samples are uniform, and a shifted sample of 100 000 is found out [THR-GOAL-6]", () => {
  const rng = randomStream("kolmogorov-smirnov");
  const pValues = Array.from({ length: 400 }, (_, i) => {
    const stream = rng.fork(String(i));
    return kolmogorovSmirnovTest(Float64Array.from({ length: 40 }, stream.uniform), uniform).pValue;
  });
  expect(kolmogorovSmirnovTest(pValues, uniform).pValue).toBeGreaterThan(1e-3);
  const large = Float64Array.from({ length: 100_000 }, rng.fork("large").uniform);
  expect(kolmogorovSmirnovTest(large, uniform).pValue).toBeGreaterThan(1e-3);
  expect(kolmogorovSmirnovTest(large, (x) => x ** 1.1).pValue).toBeLessThan(1e-80);
});

test("samples and hypotheses that are none are refused [THR-GOAL-6]", () => {
  expect(() => kolmogorovSmirnovTest([], uniform)).toThrow(RangeError);
  expect(() => kolmogorovSmirnovTest([Number.NaN], uniform)).toThrow('"sample[0]"');
  expect(() => kolmogorovSmirnovTest([2], uniform)).toThrow('"cdf(x)"');
  expect(() => kolmogorovTail(1.1, 5)).toThrow('"distance"');
  expect(() => kolmogorovTail(0.5, 0)).toThrow('"size"');
});
