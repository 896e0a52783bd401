import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";
import { forEachSubset } from "./subsets.ts";

function run(rows: readonly ArrayLike<number>[], tolerate: number): RuleResult {
  return screen({ aggregates: matrixFromRows("aggregates", rows), rule: "mda", tolerate });
}

const kept = ({ accepted }: RuleResult): number[] => [...accepted.keys()].filter((i) => accepted[i]);

test("the subset of least diameter, the first of equals, by looking at all of them [CQSA-SCR-6]", () => {
  const rng = randomStream("mda");
  for (let t = 0; t < 150; t++) {
    const n = 1 + rng.integer(9);
    const tolerate = rng.integer(Math.floor((n - 1) / 2) + 1);
    // Few different places: many ties.
    const rows = Array.from({ length: n }, () => [rng.integer(6), rng.integer(6)] as const);
    let best: number[] = [];
    let least = Infinity;
    forEachSubset(n, n - tolerate, (subset) => {
      let diameter = 0;
      for (const i of subset) {
        for (const j of subset) {
          const square = (rows[i]![0] - rows[j]![0]) ** 2 + (rows[i]![1] - rows[j]![1]) ** 2;
          diameter = Math.max(diameter, square);
        }
      }
      if (diameter < least) [best, least] = [Array.from(subset), diameter];
    });
    const result = run(rows, tolerate);
    expect(kept(result)).toEqual(best);
    const mean = best.reduce((sum, i) => sum + rows[i]![0], 0) / best.length;
    expect(result.aggregate[0]).toBeCloseTo(mean, 14);
  }
});

test("the example of ByzFL's documentation [CQSA-SCR-6]", () => {
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ];
  expect(Array.from(run(rows, 1).aggregate)).toEqual([2.5, 3.5, 4.5]);
});

test("outliers beyond the square root of float64 do not hide the order of the others [CQSA-SCR-6]", () => {
  for (const far of [1e160, Number.MAX_VALUE]) {
    expect(kept(run([[far], [1e-5], [3e-5], [-far], [2.5e-5]], 2))).toEqual([1, 2, 4]);
  }
});

test("the most subsets that are taken, C(20, 9), take a moment [CQSA-SCR-6]", () => {
  const rng = randomStream("many");
  const rows = Array.from({ length: 20 }, () => Float64Array.from({ length: 5 }, () => rng.uniform()));
  expect(kept(run(rows, 9))).toHaveLength(11);
});
