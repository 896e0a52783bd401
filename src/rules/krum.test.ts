import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { screen } from "./index.ts";
import { DISTANCES, krum, NEIGHBOURS } from "./krum.ts";
import type { RuleResult } from "./rule.ts";

function run(
  rows: readonly ArrayLike<number>[],
  tolerate = 0,
  options: Record<string, unknown> = {},
): RuleResult {
  return krum.run({ vectors: matrixFromRows("aggregates", rows) }, { tolerate, options });
}

const chosen = ({ accepted }: RuleResult): number => accepted.indexOf(true);

/** The definition, word by word, on plain numbers. */
function naiveScores(rows: readonly number[][], count: number, power: number): number[] {
  return rows.map((x, i) => {
    const distances = rows
      .filter((_, j) => j !== i)
      .map((y) => Math.hypot(...y.map((value, c) => value - x[c]!)) ** power);
    return distances
      .sort((a, b) => a - b)
      .slice(0, count)
      .reduce((a, b) => a + b, 0);
  });
}

function integerRows(rng: RandomStream, n: number, d: number): number[][] {
  return Array.from({ length: n }, () => Array.from({ length: d }, () => rng.integer(9) - 4));
}

const LESS = { "n-f-1": 1, "n-f-2": 2, "n-f-3": 3 };
const POWER = { squared: 2, euclidean: 1, quartic: 4 };

test("scores are those of the definition for every variant, and the choice has the least [CQSA-SCR-3]", () => {
  const rng = randomStream("krum");
  for (const neighbours of NEIGHBOURS) {
    for (const distance of DISTANCES) {
      for (let n = 3; n <= 10; n++) {
        for (let f = 0; n > 2 * f + 2; f++) {
          const rows = integerRows(rng, n, 3);
          const result = run(rows, f, { neighbours, distance });
          const naive = naiveScores(rows, n - f - LESS[neighbours], POWER[distance]);
          expect(result.scores).toHaveLength(n);
          for (const [i, score] of result.scores!.entries()) {
            expect(Math.abs(score - naive[i]!)).toBeLessThanOrEqual(1e-12 * naive[i]!);
          }
          expect(result.accepted.filter(Boolean)).toHaveLength(1);
          expect(Array.from(result.aggregate)).toEqual(rows[chosen(result)]);
          expect(naive[chosen(result)]).toBeLessThanOrEqual(Math.min(...naive) * (1 + 1e-12));
        }
      }
    }
  }
});

test("squared scores of integers are exact, so that ties go to the lowest index [CQSA-SCR-3]", () => {
  const rng = randomStream("ties");
  let ties = 0;
  for (let t = 0; t < 300; t++) {
    const rows = integerRows(rng, 5, 2);
    const squares = rows.map((x) => rows.map((y) => (x[0]! - y[0]!) ** 2 + (x[1]! - y[1]!) ** 2));
    const scores = squares.map((line, i) => {
      const others = line.filter((_, j) => j !== i).sort((a, b) => a - b);
      return others[0]! + others[1]!;
    });
    const result = run(rows, 1);
    expect(Array.from(result.scores!)).toEqual(scores);
    expect(chosen(result)).toBe(scores.indexOf(Math.min(...scores)));
    if (scores.indexOf(Math.min(...scores)) !== scores.lastIndexOf(Math.min(...scores))) ties += 1;
  }
  expect(ties).toBeGreaterThan(30);
});

test("the choice follows a permutation of inputs without ties, to the last bit of the scores [CQSA-SCR-3]", () => {
  const rng = randomStream("permutation");
  const rows = Array.from({ length: 9 }, () => Float64Array.from({ length: 700 }, () => rng.uniform()));
  const order = [4, 0, 8, 2, 6, 1, 7, 3, 5];
  for (const distance of DISTANCES) {
    const plain = run(rows, 2, { distance });
    const permuted = run(
      order.map((i) => rows[i]!),
      2,
      { distance },
    );
    expect(order[chosen(permuted)]).toBe(chosen(plain));
    expect(permuted.aggregate).toEqual(plain.aggregate);
    expect(Array.from(permuted.scores!)).toEqual(order.map((i) => plain.scores![i]));
  }
});

test("shifts change no score, scales change each by their power [CQSA-SCR-3]", () => {
  const rows = integerRows(randomStream("shift"), 8, 5);
  for (const distance of DISTANCES) {
    const plain = run(rows, 2, { distance });
    expect(
      run(
        rows.map((row) => row.map((x) => x + 1000)),
        2,
        { distance },
      ).scores,
    ).toEqual(plain.scores);
    const scaled = run(
      rows.map((row) => row.map((x) => -8 * x)),
      2,
      { distance },
    );
    expect(scaled.scores).toHaveLength(8);
    for (const [i, score] of scaled.scores!.entries())
      expect(score).toBe(plain.scores![i]! * 8 ** POWER[distance]);
  }
});

test("the choice survives every power of two as a scale, from subnormal numbers to the end of float64 [CQSA-SCR-3]", () => {
  const rows = integerRows(randomStream("scales"), 7, 4);
  for (const distance of DISTANCES) {
    const plain = chosen(run(rows, 1, { distance }));
    for (let exponent = -1074; exponent <= 1021; exponent += 5) {
      // In two steps: 2^−1074 is in range only as a product with an integer.
      const scaled = rows.map((row) =>
        row.map((x) => x * 2 ** Math.trunc(exponent / 2) * 2 ** (exponent - Math.trunc(exponent / 2))),
      );
      expect(chosen(run(scaled, 1, { distance })), `2^${exponent}, ${distance}`).toBe(plain);
    }
  }
});

test("an attacker of any magnitude does not blur the order of the honest inputs [CQSA-SCR-3]", () => {
  const honest = [[3e-5], [1e-5], [1.4e-5], [2.2e-5]];
  for (const distance of DISTANCES) {
    for (const magnitude of [1, 1e149, -1e200, Number.MAX_VALUE]) {
      const result = run([[magnitude], ...honest], 1, { distance });
      // Two neighbours each: 1.4 is .4 and .8 from its own, 1 is .4 and 1.2, 2.2 is .8 and .8.
      expect(chosen(result), `${magnitude}, ${distance}`).toBe(3);
    }
  }
});

test("inputs whose differences exceed float64 are still ordered [CQSA-SCR-3]", () => {
  // Two neighbours each, in units of the largest number: .25 has .05 and .75, .2 has .05 and .8.
  const rows = [1, -1, 0.25, -0.9, 0.2].map((x) => [x * Number.MAX_VALUE]);
  for (const distance of DISTANCES) expect(chosen(run(rows, 1, { distance })), `by ${distance}`).toBe(2);
});

test("scores beyond float64 are left out, the choice is not [CQSA-SCR-3]", () => {
  const rows = [[1e100], [0], [1e99]];
  expect(run(rows, 0, { distance: "quartic" }).scores).toBeUndefined();
  expect(chosen(run(rows, 0, { distance: "quartic" }))).toBe(1);
  expect(run(rows).scores).toHaveLength(3);
});

test("one score beyond float64 leaves out all of them [CQSA-SCR-3]", () => {
  const aggregates = matrixFromRows("aggregates", [[0], [1], [Number.MAX_VALUE]]);
  const { accepted, scores } = screen({ aggregates, rule: "krum", tolerate: 0 });
  expect([accepted, scores]).toEqual([[true, false, false], undefined]);
});

test("scores that count no neighbour are 0 and the first input is chosen [CQSA-SCR-3]", () => {
  const result = run([[5], [0], [0]], 0, { neighbours: "n-f-3" });
  expect(Array.from(result.scores!)).toEqual([0, 0, 0]);
  expect(chosen(result)).toBe(0);
});

test("identical inputs are at distance 0 and the first of them is chosen [CQSA-SCR-3]", () => {
  const result = run([[9], [2], [5], [2], [2]], 1);
  expect(Array.from(result.scores!)).toEqual([16 + 49, 0, 9 + 9, 0, 0]);
  expect(result.accepted).toEqual([false, true, false, false, false]);
});

test("the variants of the distance choose differently on a pinned input [CQSA-SCR-3]", () => {
  const rows = [[18], [4], [8], [6], [17], [16], [11]];
  // The four nearest of 8 are at 2, 3, 4, 8, of 16 at 1, 2, 5, 8, of 11 at 3, 5, 5, 6: sums of squares
  // 93, 94, 95; of distances 17, 16, 19; of fourth powers 4449, 4738, 2627.
  const results = DISTANCES.map((distance) => run(rows, 1, { distance }));
  expect(results.map(chosen)).toEqual([2, 5, 6]);
  expect(results.map(({ scores }) => Array.from([2, 5, 6], (i) => scores![i]))).toEqual([
    [93, 94, 95],
    [17, 16, 19],
    [4449, 4738, 2627],
  ]);
  expect(run(rows, 1)).toEqual(run(rows, 1, { distance: "squared" }));
});

test("the variants of the neighbours choose differently on a pinned input [CQSA-SCR-3]", () => {
  const rows = [[14], [1], [7], [9], [4], [18], [18]];
  // Sums of squares over 3, 4, 5 nearest: 4 has 3, 3, 5, 10, 14; 7 has 2, 3, 6, 7, 11; 9 has 2, 5, 5, 8, 9.
  const results = NEIGHBOURS.map((neighbours) => run(rows, 1, { neighbours }));
  expect(results.map(chosen)).toEqual([2, 3, 4]);
  expect(results.map((result) => result.scores![chosen(result)])).toEqual([98, 199, 43]);
  expect(run(rows, 1)).toEqual(run(rows, 1, { neighbours: "n-f-2" }));
});

test("the aggregate is a copy [CQSA-SCR-3]", () => {
  const vectors = matrixFromRows("aggregates", [[1], [1], [1]]);
  krum.run({ vectors }, { tolerate: 0, options: {} }).aggregate[0] = 7;
  expect(Array.from(vectors.data)).toEqual([1, 1, 1]);
});
