import { expect, test } from "vitest";
import { flippedSum } from "./circuits.ts";
import { leftByFlips, leftBySignFlips, readError, sharesMoved } from "./dilution.ts";

test("one of five that sends its update reversed leaves .6 of the mean, four times as long none of it", () => {
  expect(leftBySignFlips(5, 1, 1)).toBeCloseTo(0.6, 12);
  expect(leftBySignFlips(5, 1, 4)).toBe(0);
  expect(leftBySignFlips(5, 1, 9)).toBeCloseTo(-1, 12);
  expect(leftBySignFlips(3, 3, 1)).toBeCloseTo(-1, 12);
});

test.for([2, 3, 5, 8])(
  "a flip on one of %i qubits leaves on average what the circuit's closed form says",
  (k) => {
    // All members alike, so small that nothing wraps: the sum is k times the own phase.
    const own = 0.01;
    for (const when of ["after", "before"] as const) {
      let left = 0;
      for (let place = 0; place < k; place++)
        left += flippedSum(k * own, own, place === 0, when) / (k * own) / k;
      expect(leftByFlips(k, 1, when)).toBeCloseTo(left, 12);
    }
  },
);

test("a turn by π moves a sum by k honest shares, one by 2π by none, and none by more than k", () => {
  expect(sharesMoved(5, Math.PI)).toBeCloseTo(5, 12);
  expect(sharesMoved(5, Math.PI / 5)).toBeCloseTo(1, 12);
  expect(sharesMoved(5, 2 * Math.PI)).toBeCloseTo(0, 12);
  for (let angle = 0; angle < 20; angle += 0.37) expect(sharesMoved(4, angle)).toBeLessThanOrEqual(4 + 1e-12);
});

test("the error is that of a proportion: 1/√(4·shots) of each quadrature's probability, over its slope V/2", () => {
  const shots = 1000;
  const probability = Math.sqrt(0.25 / shots);
  expect(readError(shots, 0.9)).toBeCloseTo(probability / (0.9 / 2) / Math.PI, 12);
});
