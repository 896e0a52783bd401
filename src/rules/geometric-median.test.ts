import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";

function run(rows: readonly number[][], options: Record<string, unknown> = {}): RuleResult {
  return screen({
    aggregates: matrixFromRows("aggregates", rows),
    rule: "geometric-median",
    tolerate: 0,
    options,
  });
}

const THREE = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
];

test("the example of ByzFL's documentation [CQSA-SCR-6]", () => {
  const { aggregate, accepted } = run(THREE);
  expect(Array.from(aggregate, (x) => x.toFixed(8))).toEqual(["3.78788764", "4.78788764", "5.78788764"]);
  expect(accepted).toEqual([true, true, true]);
});

test("one step from each start, worked by hand [CQSA-SCR-6]", () => {
  const rows = [[2], [4], [12]];
  // Weights 1/2, 1/4, 1/12 from 0; 1/4, 1/2, 1/6 from the mean 6; 1/2, 1/ν = 10, 1/8 from the median 4.
  const from = (w: readonly number[]): number =>
    (2 * w[0]! + 4 * w[1]! + 12 * w[2]!) / (w[0]! + w[1]! + w[2]!);
  const step = (start: string): number => run(rows, { iterations: 1, start }).aggregate[0]!;
  expect(step("zero")).toBeCloseTo(from([1 / 2, 1 / 4, 1 / 12]), 14);
  expect(step("mean")).toBeCloseTo(from([1 / 4, 1 / 2, 1 / 6]), 14);
  expect(step("median")).toBeCloseTo(from([1 / 2, 10, 1 / 8]), 14);
  expect(run(rows, { iterations: 1 })).toEqual(run(rows, { iterations: 1, start: "zero" }));
  expect(run(rows)).toEqual(run(rows, { iterations: 3, nu: 0.1 }));
  expect(run(rows, { iterations: 1, start: "median", nu: 4 }).aggregate[0]).toBeCloseTo(
    from([1 / 4, 1 / 4, 1 / 8]),
    14,
  );
});

test("weights have sum 1 and give the aggregate [CQSA-SCR-6]", () => {
  const { aggregate, weights } = run(THREE);
  expect(weights).toHaveLength(3);
  expect(weights!.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 14);
  expect(THREE.reduce((sum, row, i) => sum + weights![i]! * row[0]!, 0)).toBeCloseTo(aggregate[0]!, 14);
});

test("with a tolerance it goes on to the geometric median, which no point nearby beats [CQSA-SCR-6]", () => {
  const rng = randomStream("weiszfeld");
  const rows = Array.from({ length: 9 }, () => [rng.uniform(), rng.uniform()]);
  const cost = (x: number, y: number): number =>
    rows.reduce((sum, [a, b]) => sum + Math.hypot(a! - x, b! - y), 0);
  const [x, y] = run(rows, { tolerance: 1e-13, nu: 1e-9 }).aggregate as unknown as [number, number];
  for (let t = 0; t < 16; t++) {
    const angle = (t * Math.PI) / 8;
    expect(cost(x + 1e-4 * Math.cos(angle), y + 1e-4 * Math.sin(angle))).toBeGreaterThan(cost(x, y));
  }
});

test("a step as short as the tolerance is the last and is taken, and iterations bound them [CQSA-SCR-6]", () => {
  const rows = [[2], [4], [12]];
  const after = (iterations: number): number => run(rows, { iterations }).aggregate[0]!;
  const second = Math.abs(after(2) - after(1));
  expect(Math.abs(after(1))).toBeGreaterThan(second);
  expect(run(rows, { tolerance: second }).aggregate[0]).toBe(after(2));
  expect(run(rows, { tolerance: second * 0.999 }).aggregate[0]).toBe(after(3));
  expect(run(rows, { tolerance: 0, iterations: 5 }).aggregate[0]).toBe(after(5));
});

test("an outlier of any size has no say [CQSA-SCR-6]", () => {
  const near = run([[1], [1.5], [2], [1e6]]).aggregate[0]!;
  expect(near).toBeLessThan(5);
  for (const far of [1e200, -1e300, Number.MAX_VALUE]) {
    const moved = run([[1], [1.5], [2], [far]]).aggregate[0]!;
    expect(Math.abs(moved)).toBeLessThan(5);
  }
});

test("weights may be further apart than float64 reaches [CQSA-SCR-6]", () => {
  // From 1 the weights are 1/ν and next to nothing.
  const { aggregate, weights } = run([[1], [1], [1e200]], { nu: 1e-200, start: "median", iterations: 1 });
  expect([aggregate[0], Array.from(weights!)]).toEqual([1, [0.5, 0.5, 0]]);
});

test.each<[Record<string, unknown>, string]>([
  [{ nu: 0 }, '"options.nu" expected a positive finite number, got 0'],
  [{ nu: -1 }, '"options.nu" expected a finite number of at least 0, got -1'],
  [{ iterations: 0 }, '"options.iterations" expected an integer of at least 1, got 0'],
  [{ iterations: 1.5 }, '"options.iterations" expected an integer of at least 1, got 1.5'],
  [{ start: "origin" }, '"options.start" expected one of zero, mean, median, got "origin"'],
  [{ tolerance: -1 }, '"options.tolerance" expected a finite number of at least 0, got -1'],
])("%j is refused [CQSA-SCR-5, CQSA-SCR-6]", (options, message) => {
  expect(() => run(THREE, options)).toThrow(message);
});
