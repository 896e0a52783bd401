import { medianOracle } from "./rule-oracles.ts";

/** Tests of two small samples, by sums over all cases or plain integration. NaN: they have nothing to say. */

const STEPS = 1000;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/** The middle of some values. */
export function middle(values: readonly number[]): number {
  return medianOracle(values.map((value) => [value]))[0]!;
}

/** Σ(x − mean)². */
export function squares(values: readonly number[]): number {
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) ** 2));
}

/** The integral of cos^(ν−1) from an angle to a right one. */
function area(from: number, freedom: number): number {
  const density = (angle: number): number => Math.cos(angle) ** (freedom - 1);
  const width = (Math.PI / 2 - from) / STEPS;
  let inner = 0;
  for (let i = 1; i < STEPS; i++) inner += (i % 2 === 1 ? 4 : 2) * density(from + i * width);
  return (width / 3) * (density(from) + inner + density(Math.PI / 2));
}

/** By degrees of freedom: the integral over all angles, which every tail is divided by. */
const wholes = new Map<number, number>();

/** P(|T| > t) of Student's distribution: with t = √ν·tan θ its density is that of cos^(ν−1) θ. */
export function studentTail(t: number, freedom: number): number {
  const whole = wholes.get(freedom) ?? area(0, freedom);
  wholes.set(freedom, whole);
  return Math.min(1, area(Math.atan(Math.abs(t) / Math.sqrt(freedom)), freedom) / whole);
}

/** The two-sided p of the t test with pooled variance. */
export function studentTest(a: readonly number[], b: readonly number[]): number {
  if (a.length < 2 || b.length < 2) return NaN;
  const freedom = a.length + b.length - 2;
  const pooled = (squares(a) + squares(b)) / freedom;
  const difference = mean(a) - mean(b);
  if (difference === 0 && pooled === 0) return NaN;
  return studentTail(difference / Math.sqrt(pooled * (1 / a.length + 1 / b.length)), freedom);
}

/** The p of Levene's test around the medians: for two groups the t test of the distances to them. */
export function leveneTest(a: readonly number[], b: readonly number[]): number {
  const distances = (values: readonly number[]): number[] =>
    values.map((value) => Math.abs(value - middle(values)));
  return studentTest(distances(a), distances(b));
}

/** The exact two-sided p of Kolmogorov and Smirnov: the share of orders of both samples that part as far. */
export function kolmogorovSmirnovTest(a: readonly number[], b: readonly number[]): number {
  const [m, n] = [a.length, b.length];
  if (m === 0 || n === 0) return NaN;
  const share = (values: readonly number[], most: number): number =>
    values.filter((value) => value <= most).length;
  // In units of 1/(mn), so that equal distances are equal.
  const gaps = [...a, ...b].map((value) => Math.abs(n * share(a, value) - m * share(b, value)));
  const distance = Math.max(...gaps);
  const paths = Array.from({ length: m + 1 }, () => Array.from({ length: n + 1 }, () => 0));
  const orders = Array.from({ length: m + 1 }, () => Array.from({ length: n + 1 }, () => 0));
  for (let i = 0; i <= m; i++) {
    for (let j = 0; j <= n; j++) {
      const inside = Math.abs(n * i - m * j) < distance;
      const before = (counts: number[][]): number =>
        i + j === 0 ? 1 : (counts[i - 1]?.[j] ?? 0) + (counts[i]![j - 1] ?? 0);
      orders[i]![j] = before(orders);
      paths[i]![j] = inside ? before(paths) : 0;
    }
  }
  return 1 - paths[m]![n]! / orders[m]![n]!;
}
