import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { productError, quotient, sumError } from "./compensated.ts";

/** A float64 of moderate size as an exact multiple of 2^−400. */
function exact(value: number): bigint {
  return BigInt(value * 2 ** 400);
}

test("sums and products with their errors are exact, compared with BigInt [CQSA-SCR-1]", () => {
  const rng = randomStream("error-free");
  for (let t = 0; t < 300; t++) {
    const [a, b] = [0, 1].map(() => (rng.uniform() - 0.5) * 2 ** (rng.integer(120) - 60)) as [number, number];
    const sum = a + b;
    expect(exact(sum) + exact(sumError(a, b, sum))).toBe(exact(a) + exact(b));
    const product = a * b;
    expect((exact(product) + exact(productError(a, b, product))) << 400n).toBe(exact(a) * exact(b));
  }
});

test("the quotient of n·x, with its error, by n is x [CQSA-SCR-1]", () => {
  const rng = randomStream("quotient");
  for (let n = 1; n <= 300; n++) {
    const x = rng.uniform() - 0.5;
    const product = n * x;
    expect(quotient(product, productError(n, x, product), n)).toBe(x);
  }
});

test("the quotient is the nearest number in all but rare cases, and never further than the next [CQSA-SCR-1]", () => {
  const rng = randomStream("nearest");
  let nearest = 0;
  for (let t = 0; t < 1000; t++) {
    const divisor = 2 + rng.integer(500);
    const sum = 1 + rng.uniform();
    const error = (rng.uniform() - 0.5) * 2 ** -53;
    const result = quotient(sum, error, divisor);
    const half = exact(2 ** (Math.floor(Math.log2(result)) - 53));
    const miss = exact(result) * BigInt(divisor) - exact(sum) - exact(error);
    const distance = miss < 0n ? -miss : miss;
    if (distance <= half * BigInt(divisor)) nearest += 1;
    expect(distance <= 2n * half * BigInt(divisor)).toBe(true);
  }
  expect(nearest).toBeGreaterThanOrEqual(999);
});
