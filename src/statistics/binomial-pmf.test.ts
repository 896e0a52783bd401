import { expect, test } from "vitest";
import { binomialPmf } from "./binomial-pmf.ts";

/** C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ for p = numerator / 2^bits in whole numbers, to 18 digits. */
function exactPmf(k: number, n: number, numerator: number, bits: number): number {
  let ways = 1n;
  for (let i = 1n; i <= BigInt(k); i++) ways = (ways * (BigInt(n) - i + 1n)) / i;
  const top = ways * BigInt(numerator) ** BigInt(k) * BigInt(2 ** bits - numerator) ** BigInt(n - k);
  return Number(`${(top * 10n ** 330n) / 2n ** BigInt(bits * n)}e-330`);
}

test("the binomial probabilities agree with exact integer arithmetic to 13 digits [THR-GOAL-6]", () => {
  let compared = 0;
  for (const n of [1, 2, 7, 31, 33, 100, 290]) {
    for (const numerator of [1, 3, 8, 15]) {
      for (let k = 0; k <= n; k++) {
        const exact = exactPmf(k, n, numerator, 4);
        if (exact < 1e-100) continue;
        expect(Math.abs(binomialPmf(k, n, numerator / 16) / exact - 1)).toBeLessThan(1e-13);
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(1000);
});

test("the probabilities of all outcomes sum to one [THR-GOAL-6]", () => {
  for (const [n, p] of [
    [1, 0.3],
    [60, 0.01],
    [1000, 0.77],
    [20000, 0.5],
  ] as const) {
    let total = 0;
    for (let k = 0; k <= n; k++) total += binomialPmf(k, n, p);
    expect(total).toBeCloseTo(1, 11);
  }
});

test("a certain outcome has probability one and the impossible ones zero [THR-GOAL-6]", () => {
  expect([0, 1, 2].map((k) => binomialPmf(k, 2, 0))).toEqual([1, 0, 0]);
  expect([0, 1, 2].map((k) => binomialPmf(k, 2, 1))).toEqual([0, 0, 1]);
});
