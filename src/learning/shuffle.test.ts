import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { shuffledIndices, shuffleFront } from "./shuffle.ts";

test("all orders of four are about equally frequent", () => {
  const rng = randomStream("shuffle");
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const order = shuffledIndices(rng, 4).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  // Chi-square with 23 degrees of freedom: 70 has the tail 1.3e-6.
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(70);
});

test("shuffling the front keeps all values and leaves each one equally often in front", () => {
  const rng = randomStream("front");
  const values = Uint32Array.from({ length: 10 }, (_, i) => i);
  const inFront = new Float64Array(10);
  for (let i = 0; i < 10_000; i++) {
    shuffleFront(rng, values, 3);
    for (const value of values.subarray(0, 3)) inFront[value]! += 1;
  }
  expect([...values].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  // Binomial(10,000, .3): five standard deviations are 229.
  for (const count of inFront) expect(Math.abs(count - 3000)).toBeLessThan(229);
});

test("none and one are shuffled without a draw", () => {
  expect([...shuffledIndices(randomStream("s"), 0)]).toEqual([]);
  expect([...shuffledIndices(randomStream("s"), 1)]).toEqual([0]);
});
