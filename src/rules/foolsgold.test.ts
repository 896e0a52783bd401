import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";

function run(rows: readonly number[][], options: Record<string, unknown> = {}): RuleResult {
  return screen({ aggregates: matrixFromRows("aggregates", rows), rule: "foolsgold", tolerate: 0, options });
}

/** The published Python, line by line, with the ε that it lacks. */
function published(rows: readonly number[][]): number[] {
  const cosine = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, c) => sum + value * y[c]!, 0) / Math.hypot(...x) / Math.hypot(...y);
  const cs = rows.map((x, i) => rows.map((y, j) => (i === j ? 0 : cosine(x, y))));
  const most = cs.map((row) => Math.max(...row) + 1e-5);
  for (const [i, row] of cs.entries()) {
    for (const j of row.keys()) if (i !== j && most[i]! < most[j]!) row[j] = (row[j]! * most[i]!) / most[j]!;
  }
  const wv = cs.map((row) => Math.min(1, Math.max(0, 1 - Math.max(...row))));
  const high = Math.max(...wv);
  return wv
    .map((w) => (w / high === 1 ? 0.99 : w / high))
    .map((w) => Math.min(1, Math.max(0, Math.log(w / (1 - w) + 1e-5) + 0.5)));
}

test("weights are those of the published code on random inputs [CQSA-SCR-6, CQSA-SCR-10]", () => {
  const rng = randomStream("foolsgold");
  for (let t = 0; t < 50; t++) {
    const rows = Array.from({ length: 6 }, () => Array.from({ length: 3 }, () => rng.uniform() - 0.3));
    const { aggregate, weights, accepted } = run(rows);
    const expected = published(rows);
    expect(weights).toHaveLength(6);
    for (const [i, weight] of expected.entries()) expect(weights![i]).toBeCloseTo(weight, 9);
    expect(accepted).toEqual(Array.from(weights!, (weight) => weight > 0));
    const sum = rows.reduce((all, row, i) => all + weights![i]! * row[0]!, 0);
    expect(aggregate[0]).toBeCloseTo(sum, 12);
  }
});

test("two copies of one direction lose all weight, also of another length [CQSA-SCR-6, CQSA-SCR-10]", () => {
  const { weights, accepted, aggregate } = run([
    [1, 2, 3],
    [3, 6, 9],
    [1, -1, 0],
  ]);
  // The third is orthogonal or opposite to both: its weight is clipped to 1.
  expect(Array.from(weights!)).toEqual([0, 0, 1]);
  expect(accepted).toEqual([false, false, true]);
  expect(Array.from(aggregate)).toEqual([1, -1, 0]);
});

test("where all are alike every weight is 0 and the update zero, whatever rounding says [CQSA-SCR-6, CQSA-SCR-10]", () => {
  const row = [0.1, 0.7, -0.3];
  for (const factors of [
    [1, 1],
    [1, 3, 7],
    [1, 0.1, 1e-200],
  ]) {
    const result = run(factors.map((factor) => row.map((x) => x * factor)));
    expect(Array.from(result.aggregate)).toEqual([0, 0, 0]);
    expect(result.accepted).toEqual(factors.map(() => false));
  }
});

test("orthogonal and zero vectors are original [CQSA-SCR-6, CQSA-SCR-10]", () => {
  expect(
    Array.from(
      run([
        [1, 0],
        [0, 5],
        [0, 0],
      ]).weights!,
    ),
  ).toEqual([1, 1, 1]);
  expect(Array.from(run([[4]]).aggregate)).toEqual([4]);
});

test("normalise divides by the sum of the weights, unless it is 0 [CQSA-SCR-6, CQSA-SCR-10]", () => {
  const rows = [
    [1, 0],
    [0, 5],
  ];
  expect(Array.from(run(rows, { normalise: false }).aggregate)).toEqual([1, 5]);
  const { aggregate, weights } = run(rows, { normalise: true });
  expect(Array.from(aggregate)).toEqual([0.5, 2.5]);
  expect(Array.from(weights!)).toEqual([0.5, 0.5]);
  expect(Array.from(run([[1], [1]], { normalise: true }).aggregate)).toEqual([0]);
});

test("the history decides in place of the inputs [CQSA-SCR-6, CQSA-SCR-10]", () => {
  const rows = [
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  const history = [
    [1, 1],
    [2, 2],
    [1, -1],
  ];
  expect(Array.from(run(rows, { history }).weights!)).toEqual([0, 0, 1]);
  expect(run(rows, { history: rows })).toEqual(run(rows));
  expect(run(rows)).not.toEqual(run(rows, { history }));
});

test.each<[Record<string, unknown>, string]>([
  [{ normalise: 1 }, '"options.normalise" expected true or false, got 1'],
  [{ history: 1 }, '"options.history" expected an array of numbers, got 1'],
  [{ history: [[1]] }, '"options.history" expected 2 × 1 numbers like the inputs, got "1 × 1"'],
  [
    {
      history: [
        [1, 2],
        [3, 4],
      ],
    },
    '"options.history" expected 2 × 1 numbers like the inputs, got "2 × 2"',
  ],
  [{ history: [[1], ["2"]] }, '"options.history[1][0]" expected a number, got "2"'],
])("%j is refused [CQSA-SCR-5, CQSA-SCR-6, CQSA-SCR-10]", (options, message) => {
  expect(() => run([[1], [2]], options)).toThrow(message);
});

test("inputs that rounding alone tells apart are one direction, in every order and at every scale [CQSA-SCR-6, CQSA-SCR-10]", () => {
  const rng = randomStream("copies");
  const row = Array.from({ length: 50 }, () => rng.uniform() - 0.5);
  // Changed by so much at most: cosines within 1e-10 of 1, from which a division would make weights from 0 to 1.
  for (const change of [1e-6, 1e-5]) {
    const rows = [1, 1 / 3, 7, 0.1].map((scale) => row.map((x) => scale * x * (1 + change * rng.uniform())));
    for (const unit of [1, 3e-200, 7e99]) {
      for (const order of [rows, rows.toReversed(), rows.slice(1)]) {
        const { weights, accepted } = run(order.map((each) => each.map((x) => x * unit)));
        expect(accepted).toEqual(order.map(() => false));
        expect(Array.from(weights!)).toEqual(order.map(() => 0));
      }
    }
  }
  // An angle of a thousandth is one.
  const turned = [
    [1, 0],
    [1, 1e-3],
    [1, 3e-3],
  ];
  expect(Array.from(run(turned).weights!).some((weight) => weight > 0)).toBe(true);
});
