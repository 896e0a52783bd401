import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { gram, pairSquares } from "./pairs.ts";

test("squares of differences and products of all pairs equal plain sums, for every number of rows [CQSA-SCR-3]", () => {
  const rng = randomStream("pairs");
  for (let n = 1; n <= 11; n++) {
    for (const d of [1, 3, 513]) {
      // Integers: every sum is exact, in whichever order.
      const rows = Array.from({ length: n }, () => Array.from({ length: d }, () => rng.integer(21) - 10));
      const vectors = matrixFromRows("rows", rows);
      const squares = pairSquares(vectors);
      const products = gram(vectors);
      expect([squares.length, products.data.length]).toEqual([n * n, n * n]);
      for (const [i, x] of rows.entries()) {
        for (const [j, y] of rows.entries()) {
          expect(products.data[i * n + j]).toBe(x.reduce((sum, value, c) => sum + value * y[c]!, 0));
          if (j > i) continue;
          expect(squares[i * n + j]).toBe(x.reduce((sum, value, c) => sum + (value - y[c]!) ** 2, 0));
        }
      }
    }
  }
});

test("a pair's sum does not depend on where its rows stand [CQSA-SCR-3]", () => {
  const rng = randomStream("places");
  const rows = Array.from({ length: 7 }, () => Float64Array.from({ length: 1100 }, () => rng.uniform()));
  const squares = pairSquares(matrixFromRows("rows", rows));
  const reversed = pairSquares(matrixFromRows("rows", rows.toReversed()));
  for (let i = 0; i < 7; i++) {
    for (let j = 0; j <= i; j++) expect(reversed[(6 - j) * 7 + (6 - i)]).toBe(squares[i * 7 + j]);
  }
});
