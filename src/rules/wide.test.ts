import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { compareWide, narrow, rootWide, squareWide, sumWide, WIDE_ZERO, wideOf } from "./wide.ts";

const SAMPLES = [
  5e-324,
  3e-320,
  2 ** -1022,
  1e-200,
  0.1,
  1 - 2 ** -53,
  1,
  1 + 2 ** -52,
  2,
  3,
  1e200,
  2 ** 1023,
  Number.MAX_VALUE,
];

test("a wide number has its mantissa in [1, 2) and gives its value back [CQSA-SCR-3]", () => {
  for (const value of SAMPLES) {
    const { mantissa, exponent } = wideOf(value);
    expect(mantissa >= 1 && mantissa < 2 && Number.isInteger(exponent), `${value}`).toBe(true);
    expect(narrow(wideOf(value))).toBe(value);
    expect(narrow(wideOf(value, 7))).toBe(value * 128);
  }
  expect(wideOf(0, 5)).toBe(WIDE_ZERO);
  expect(narrow(WIDE_ZERO)).toBe(0);
});

test("comparison is that of the numbers, with zero below all [CQSA-SCR-3]", () => {
  const ascending = [0, ...SAMPLES];
  for (const [i, a] of ascending.entries()) {
    for (const [j, b] of ascending.entries()) {
      expect(Math.sign(compareWide(wideOf(a), wideOf(b)) || 0)).toBe(Math.sign(i - j));
    }
  }
});

test("sums, roots and squares equal those of plain numbers where these are in range [CQSA-SCR-3]", () => {
  const rng = randomStream("wide");
  for (let t = 0; t < 200; t++) {
    const values = Array.from({ length: 4 }, () => rng.uniform() * 2 ** (rng.integer(60) - 30));
    expect(narrow(sumWide(values.map((value) => wideOf(value))))).toBe(values.reduce((a, b) => a + b, 0));
    expect(narrow(rootWide(wideOf(values[0]!)))).toBe(Math.sqrt(values[0]!));
    expect(narrow(squareWide(wideOf(values[0]!)))).toBe(values[0]! ** 2);
  }
  expect(sumWide([])).toBe(WIDE_ZERO);
  expect(sumWide([WIDE_ZERO, WIDE_ZERO])).toBe(WIDE_ZERO);
  expect(rootWide(WIDE_ZERO)).toBe(WIDE_ZERO);
  expect(squareWide(WIDE_ZERO)).toBe(WIDE_ZERO);
});

test("what leaves float64 keeps its order and comes back by the root [CQSA-SCR-3]", () => {
  const huge = squareWide(squareWide(wideOf(1e300)));
  const huger = squareWide(squareWide(wideOf(1.0000001e300)));
  expect(compareWide(huge, huger)).toBeLessThan(0);
  expect(narrow(huge)).toBe(Infinity);
  expect(narrow(squareWide(squareWide(wideOf(1e-300))))).toBe(0);
  expect(narrow(rootWide(squareWide(wideOf(1e300))))).toBe(1e300);
  expect(narrow(sumWide([huge, wideOf(1)]))).toBe(Infinity);
});
