import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";
import { forEachSubset } from "./subsets.ts";

function run(rows: readonly ArrayLike<number>[], tolerate: number): RuleResult {
  return screen({ aggregates: matrixFromRows("aggregates", rows), rule: "smea", tolerate });
}

const kept = ({ accepted }: RuleResult): number[] => [...accepted.keys()].filter((i) => accepted[i]);

/** The top eigenvalue of a 2 × 2 scatter matrix in closed form. */
function topOfPlane(points: readonly (readonly [number, number])[]): number {
  const [mx, my] = [0, 1].map((c) => points.reduce((sum, p) => sum + p[c]!, 0) / points.length) as [
    number,
    number,
  ];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of points) {
    xx += (x - mx) ** 2;
    xy += (x - mx) * (y - my);
    yy += (y - my) ** 2;
  }
  return (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
}

/** The first subset of least top eigenvalue in a plane. */
function calmestOfPlane(rows: readonly (readonly [number, number])[], tolerate: number): number[] {
  let best: number[] = [];
  let least = Infinity;
  forEachSubset(rows.length, rows.length - tolerate, (subset) => {
    const top = topOfPlane(Array.from(subset, (i) => rows[i]!));
    if (top < least) [best, least] = [Array.from(subset), top];
  });
  return best;
}

test("the subset of least top eigenvalue in a plane, by looking at all of them [CQSA-SCR-6]", () => {
  const rng = randomStream("smea");
  for (let t = 0; t < 80; t++) {
    const n = 1 + rng.integer(9);
    const tolerate = rng.integer(Math.floor((n - 1) / 2) + 1);
    // Every second time one input lies somewhere far off.
    const far = t % 2 === 0 ? 0 : 10 ** rng.integer(6);
    const rows = Array.from(
      { length: n },
      (_, i) => [rng.uniform() + (i === 0 ? far : 0), rng.uniform()] as const,
    );
    expect(kept(run(rows, tolerate))).toEqual(calmestOfPlane(rows, tolerate));
  }
});

test("so it is where hundreds of subsets are to be told apart [CQSA-SCR-6]", () => {
  const rng = randomStream("thousands");
  // Rings, whose inputs have their neighbours on either side: what is nearest to one of them is far from the calmest.
  for (const turns of [1, 0.97, 0.9, 0.7]) {
    const rows = Array.from({ length: 12 }, (_, i) => {
      const angle = (2 * Math.PI * turns * i) / 12;
      const radius = 1 + 0.3 * rng.uniform();
      return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
    });
    expect(kept(run(rows, 5))).toEqual(calmestOfPlane(rows, 5));
  }
});

test("it need not be that some majority is small beside the largest number that float64 has [CQSA-SCR-6]", () => {
  // Four of five are to be kept, three of which are very near to each other, the fourth far off and the fifth farther.
  const exponents = [500, 100, -600, -700, -800];
  const rows = exponents.map((exponent) => [2 ** exponent]);
  expect(kept(run(rows, 1))).toEqual([1, 2, 3, 4]);
  expect(kept(run(rows.toReversed(), 1))).toEqual([0, 1, 2, 3]);
  expect(kept(run(rows, 2))).toEqual([2, 3, 4]);
});

test("it differs from the least diameter: variance in many directions is less than in one [CQSA-SCR-6]", () => {
  // Two corners of a simplex beside the origin against two points closer together on a line.
  const rows = [
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [1.25, 0, 0],
  ];
  const aggregates = matrixFromRows("aggregates", rows);
  expect(kept(run(rows, 1))).toEqual([0, 1, 2, 3]);
  expect(kept(screen({ aggregates, rule: "mda", tolerate: 1 }))).toEqual([0, 1, 2, 3]);
  const line = [...rows.slice(0, 4), [0.35, 0.35, 0.35], [1.1, 0.1, 0]];
  expect(kept(run(line, 2))).not.toEqual(
    kept(screen({ aggregates: matrixFromRows("aggregates", line), rule: "cge", tolerate: 2 })),
  );
});

test("the example of ByzFL's documentation: of equals the first [CQSA-SCR-6]", () => {
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ];
  expect(Array.from(run(rows, 1).aggregate)).toEqual([2.5, 3.5, 4.5]);
  // All are equally spread: two of an equilateral triangle.
  expect(
    kept(
      run(
        [
          [0, 0],
          [1, 0],
          [0.5, Math.sqrt(0.75)],
        ],
        1,
      ),
    ),
  ).toEqual([0, 1]);
});

test("what lies far off does not blur the order of the others [CQSA-SCR-6]", () => {
  for (const far of [1e8, 1e160, Number.MAX_VALUE]) {
    expect(kept(run([[far], [1e-5], [3e-5], [-far], [2.5e-5]], 2))).toEqual([1, 2, 4]);
  }
  // Two groups far from each other and from 0, the smaller one wider.
  const rows = [1e9, 1e9 + 4e-6, 1e9 + 2e-6, -1e9, -1e9 + 1e-2].map((x) => [x]);
  expect(kept(run(rows, 2))).toEqual([0, 1, 2]);
});

test("identical inputs have no spread and the first of them are taken [CQSA-SCR-6]", () => {
  expect(kept(run([[9], [2], [2], [2], [2]], 2))).toEqual([1, 2, 3]);
  expect(kept(run([[1], [1], [1]], 1))).toEqual([0, 1]);
});

test("the most subsets that are taken, C(20, 9), take a moment [CQSA-SCR-6]", () => {
  const rng = randomStream("many");
  const rows = Array.from({ length: 20 }, () => Float64Array.from({ length: 5 }, () => rng.uniform()));
  expect(kept(run(rows, 9))).toHaveLength(11);
});

/** A matrix-free look at a subset: the largest of many Rayleigh quotients is its top eigenvalue from below. */
function spreadOf(points: readonly Float64Array[]): number {
  const mean = points[0]!.map((_, c) => points.reduce((sum, point) => sum + point[c]!, 0) / points.length);
  let vector = points[0]!.map((_, c) => 1 + c / 7);
  let value = 0;
  for (let step = 0; step < 300; step++) {
    const next = new Float64Array(vector.length);
    for (const point of points) {
      const share = point.reduce((sum, x, c) => sum + (x - mean[c]!) * vector[c]!, 0);
      for (const [c, x] of point.entries()) next[c]! += share * (x - mean[c]!);
    }
    value = Math.hypot(...next);
    vector = next.map((x) => x / value);
  }
  return value;
}

test("in more dimensions and with ties too, by the power method on every subset [CQSA-SCR-6]", () => {
  const rng = randomStream("power");
  for (let t = 0; t < 12; t++) {
    const n = 5 + rng.integer(4);
    const rows = Array.from({ length: n }, () =>
      Float64Array.from({ length: 4 }, () => (t % 3 === 0 ? rng.integer(3) : rng.uniform())),
    );
    const tolerate = 1 + rng.integer(2);
    const found = kept(run(rows, tolerate));
    expect(found).toHaveLength(n - tolerate);
    const least = spreadOf(found.map((i) => rows[i]!));
    let isFirst = true;
    forEachSubset(n, n - tolerate, (subset) => {
      const spread = spreadOf(Array.from(subset, (i) => rows[i]!));
      expect(spread).toBeGreaterThanOrEqual(least * (1 - 1e-6));
      if (isFirst && spread < least * (1 + 1e-12)) {
        expect(Array.from(subset)).toEqual(found);
        isFirst = false;
      }
    });
    expect(isFirst).toBe(false);
  }
});

test("nearly 200,000 subsets of some hundred inputs take no longer [CQSA-SCR-6]", () => {
  const rng = randomStream("hundreds");
  // Not so far off that distances alone would tell: the three longest have to go.
  const rows = Array.from({ length: 107 }, (_, i) =>
    Float64Array.from(
      { length: 120 },
      () => (rng.uniform() - 0.5) * ({ 5: 1.4, 50: 1.9, 77: 1.9, 106: 1.9 }[i] ?? 1),
    ),
  );
  const all = kept(run(rows, 3));
  expect([50, 77, 106].filter((i) => all.includes(i))).toEqual([]);
  expect(all).toHaveLength(104);
});
