import gammainc from "@stdlib/math-base-special-gammainc";
import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { isRefusal } from "../base/refusal.ts";
import { sparingStream } from "../base/sparing-stream.ts";
import { sampleBinomial, sampleMultinomial } from "./counts.ts";

/** Below this p-value a fit is rejected. Seeds are fixed: a correct sampler passes for ever. */
const LEVEL = 1e-6;

const UNUSED = randomStream("unused");

/** P(χ² ≥ statistic). */
function chiSquareTail(statistic: number, freedom: number): number {
  return gammainc(statistic / 2, freedom / 2, true, true);
}

interface Pmf {
  readonly first: number;
  readonly mass: readonly number[];
}

/** Bin(n, p) from its mode outwards by the ratio of neighbours, normalised at the end. */
function binomialPmf(trials: number, p: number): Pmf {
  const mode = Math.min(trials, Math.floor((trials + 1) * p));
  const odds = p / (1 - p);
  const below: number[] = [];
  for (let k = mode, w = 1; k > 0; k--) {
    w *= k / ((trials - k + 1) * odds);
    if (w < 1e-25) break;
    below.push(w);
  }
  const above: number[] = [];
  for (let k = mode, w = 1; k < trials; k++) {
    w *= ((trials - k) * odds) / (k + 1);
    if (w < 1e-25) break;
    above.push(w);
  }
  const weights = [...below.toReversed(), 1, ...above];
  const total = weights.reduce((sum, w) => sum + w, 0);
  return { first: mode - below.length, mass: weights.map((w) => w / total) };
}

/** p-value of counts against a pmf, neighbours joined until every cell expects at least 25. */
function fit(counts: ReadonlyMap<number, number>, { first, mass }: Pmf, draws: number): number {
  const cells: { seen: number; expected: number }[] = [];
  let seen = 0;
  let expected = 0;
  let used = 0;
  for (const [i, m] of mass.entries()) {
    seen += counts.get(first + i) ?? 0;
    expected += m * draws;
    if (expected >= 25) {
      cells.push({ seen, expected });
      used += seen;
      seen = 0;
      expected = 0;
    }
  }
  const last = cells.pop()!;
  cells.push({ seen: draws - used + last.seen, expected: last.expected + expected });
  expect(cells.length).toBeGreaterThan(1);
  const statistic = cells.reduce((sum, c) => sum + (c.seen - c.expected) ** 2 / c.expected, 0);
  return chiSquareTail(statistic, cells.length - 1);
}

function draw(label: string, draws: number, trials: number, p: number): Float64Array {
  const rng = randomStream(label);
  return Float64Array.from({ length: draws }, () => sampleBinomial(rng, trials, p));
}

function histogram(values: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const CASES: readonly (readonly [trials: number, probability: number])[] = [
  // Inversion: mean of the rarer side below 10.
  [1, 0.3],
  [10, 0.5],
  [10, 0.9],
  [19, 0.5],
  [1000, 0.0099],
  [1000, 0.995],
  [1e9, 3e-9],
  // Rejection, from its very border on.
  [20, 0.5],
  [25, 0.4],
  [1000, 0.0101],
  [1000, 0.3],
  [1000, 0.5],
  [1000, 0.7],
  [1000, 0.9875],
  [1e6, 0.5],
  [1e12, 2e-11],
];

test.each(CASES)(
  "counts of %d trials at probability %d follow the binomial law [CQSA-AGG-2]",
  (trials, p) => {
    const draws = 200_000;
    const values = draw(`law ${trials} ${p}`, draws, trials, p);
    expect(values.every((v) => Number.isInteger(v) && v >= 0 && v <= trials)).toBe(true);
    expect(fit(histogram(values), binomialPmf(trials, p), draws)).toBeGreaterThan(LEVEL);
  },
);

test.each(CASES)(
  "mean and variance of %d trials at probability %d are n·p and n·p·(1 − p) [CQSA-AGG-2]",
  (trials, p) => {
    const draws = 100_000;
    const variance = trials * p * (1 - p);
    const deviations = draw(`moments ${trials} ${p}`, draws, trials, p).map((v) => v - trials * p);
    const mean = deviations.reduce((sum, d) => sum + d, 0) / draws;
    const square = deviations.reduce((sum, d) => sum + d * d, 0) / draws;
    // 4.9 standard errors: a normal deviate exceeds them with probability 1e-6.
    expect(Math.abs(mean)).toBeLessThan(4.9 * Math.sqrt(variance / draws));
    const kurtosis = 3 + (1 - 6 * p * (1 - p)) / variance;
    const spread = Math.sqrt(Math.max(kurtosis - 1, 1e-3) / draws) + 4.9 / draws;
    expect(Math.abs(square / variance - 1)).toBeLessThan(4.9 * spread);
  },
);

test.each(CASES.filter(([trials, p]) => trials * Math.min(p, 1 - p) < 10))(
  "a number u makes %d trials at probability %d the least count that happens with more than u, up to it [CQSA-AGG-2]",
  (trials, p) => {
    const { first, mass } = binomialPmf(trials, Math.min(p, 1 - p));
    let upTo = 0;
    const steps = mass.map((m) => (upTo += m));
    expect(first).toBe(0);
    for (let u = 0; u < 1; u += 1 / 512) {
      if (steps.some((step) => Math.abs(step - u) < 1e-12)) continue;
      const rarer = steps.findIndex((step) => step > u);
      const drawn = sampleBinomial({ ...UNUSED, uniform: () => u }, trials, p);
      // Where the outcome is the likelier one, the other's count is inverted.
      expect(drawn).toBe(p > 0.5 ? trials - rarer : rarer);
    }
  },
);

test("half of all numbers u make one trial at even odds a 0 [CQSA-AGG-2]", () => {
  const drawn = (u: number): number => sampleBinomial({ ...UNUSED, uniform: () => u }, 1, 0.5);
  expect([drawn(0), drawn(0.5 - 2 ** -53), drawn(0.5), drawn(1 - 2 ** -53)]).toEqual([0, 0, 1, 1]);
});

test("a count takes a few draws, by inversion as by rejection [CQSA-AGG-2]", () => {
  for (const trials of [1, 20, 40, 1e6, 1e15]) {
    for (const p of [1e-3, 0.2, 0.5, 0.97]) {
      const rng = sparingStream(`${trials}/${p}`, 4000);
      for (let draw = 0; draw < 100; draw++)
        expect(sampleBinomial(rng, trials, p)).toBeLessThanOrEqual(trials);
    }
  }
});

test("a chi-square fit rejects a sampler whose probability is one percent off [CQSA-AGG-2]", () => {
  const draws = 200_000;
  const counts = histogram(draw("wrong", draws, 1000, 0.303));
  expect(fit(counts, binomialPmf(1000, 0.3), draws)).toBeLessThan(LEVEL);
});

/** What the rejection method makes of its first number u: a count, and the chance to keep it. */
interface Proposal {
  readonly u: number;
  readonly count: number;
  readonly kept: number;
}

/** Proposals over an even grid of u; `kept` is the largest second number v that is kept, by bisection to `width`. */
function proposals(trials: number, p: number, grid: number, width = 1e-8): Proposal[] {
  return Array.from({ length: grid }, (_, i) => {
    const u = (i + 0.5) / grid;
    let count = 0;
    const keeps = (v: number): boolean => {
      // After (u, v) come numbers that are kept at once, so that more than two mean a rejection.
      const script = [u, v, 0.5, 0];
      let at = 0;
      const uniform = (): number => script[at++]!;
      const drawn = sampleBinomial({ ...UNUSED, uniform }, trials, p);
      if (at === 2) count = drawn;
      return at === 2;
    };
    let low = 0;
    let high = 1;
    while (high - low > width) {
      const middle = (low + high) / 2;
      if (keeps(middle)) low = middle;
      else high = middle;
    }
    return { u, count, kept: low };
  });
}

test("outside the squeeze a count is kept by the ratio of its probability to the mode's, to twelve digits [CQSA-AGG-2]", () => {
  for (const [trials, p] of [
    [20, 0.5],
    [40, 0.5],
    [110, 0.1],
  ] as const) {
    const { first, mass } = binomialPmf(trials, p);
    const deviation = Math.sqrt(trials * p * (1 - p));
    // Hörmann's constants.
    const b = 1.15 + 2.53 * deviation;
    const a = -0.0873 + 0.0248 * b + 0.01 * p;
    const alpha = (2.83 + 5.1 / b) * deviation;
    const decided = new Set<number>();
    for (const { u, count, kept } of proposals(trials, p, 120, 2 ** -52)) {
      // What lies outside 0 … trials is never kept.
      if (kept === 0) continue;
      const edge = 0.5 - Math.abs(u - 0.5);
      const chance = ((mass[count - first]! / Math.max(...mass)) * (a / (edge * edge) + b)) / alpha;
      if (chance >= 1) continue;
      decided.add(count);
      expect(Math.abs(kept / chance - 1)).toBeLessThan(1e-12 + 2 ** -51 / chance);
    }
    // Both ends are reached where they are not too rare.
    if (trials === 20) expect([Math.min(...decided), Math.max(...decided)]).toEqual([0, 20]);
    expect(decided.size).toBeGreaterThan(5);
  }
});

test.each([
  [20, 0.5],
  [110, 0.1],
])(
  "what rejection keeps of %d trials at probability %d integrates to the binomial law [CQSA-AGG-2]",
  (trials, p) => {
    const law = new Float64Array(trials + 1);
    for (const { count, kept } of proposals(trials, p, 10_000)) law[count]! += kept;
    const total = law.reduce((sum, w) => sum + w, 0);
    const { first, mass } = binomialPmf(trials, p);
    expect(mass.length).toBeGreaterThan(10);
    const distance = mass.reduce((sum, m, i) => sum + Math.abs(m - law[first + i]! / total), 0);
    // The grid cuts every count's range of u to whole cells, which makes up for about half of this.
    expect(distance).toBeLessThan(2e-3);
  },
);

test.each([
  [20, 0.5],
  [25, 0.4],
  [5000, 0.2],
  [100_000, 0.01],
])(
  "every proposal for %d trials at probability %d is kept in proportion to its mass [CQSA-AGG-2]",
  (trials, p) => {
    // Exact if kept ∝ P(count)·(slope of u ↦ count), for every u: then neither a hat that cuts off nor
    // a squeeze that keeps too much is in play. Slope a/(½ − |u|)² + b, Hörmann 1993.
    const deviation = Math.sqrt(trials * p * (1 - p));
    const b = 1.15 + 2.53 * deviation;
    const a = -0.0873 + 0.0248 * b + 0.01 * p;
    const { first, mass } = binomialPmf(trials, p);
    const ratios = proposals(trials, p, 1000)
      .filter(({ kept }) => kept > 0.01)
      .map(({ u, count, kept }) => kept / (mass[count - first]! * (a / (0.5 - Math.abs(u - 0.5)) ** 2 + b)));
    expect(ratios.length).toBeGreaterThan(700);
    expect(Math.max(...ratios) / Math.min(...ratios) - 1).toBeLessThan(1e-5);
  },
);

test("certain and impossible outcomes and no trials need no luck [CQSA-AGG-2]", () => {
  const uniform = (): number => {
    throw new Error("a number was drawn");
  };
  const rng = { ...UNUSED, uniform };
  for (const trials of [0, 1, 1000, Number.MAX_SAFE_INTEGER]) {
    expect(sampleBinomial(rng, trials, 0)).toBe(0);
    expect(sampleBinomial(rng, trials, 1)).toBe(trials);
  }
  for (const p of [0, 1e-300, 0.2, 0.5, 0.8, 1]) expect(sampleBinomial(rng, 0, p)).toBe(0);
});

test("the largest number of trials stays within six deviations of its mean [CQSA-AGG-2]", () => {
  const trials = Number.MAX_SAFE_INTEGER;
  for (const p of [1e-15, 0.25, 0.5, 0.75]) {
    const values = draw(`large ${p}`, 100, trials, p);
    expect(values).toHaveLength(100);
    const deviation = Math.sqrt(trials * p * (1 - p));
    expect(values.every((v) => Math.abs(v - trials * p) < 6 * deviation + 1)).toBe(true);
    expect(new Set(values).size).toBeGreaterThan(5);
  }
});

test("equal streams give equal counts [CQSA-AGG-2]", () => {
  const once = [...draw("same", 50, 1000, 0.4), ...draw("same", 50, 30, 0.1)];
  expect(once).toHaveLength(100);
  expect([...draw("same", 50, 1000, 0.4), ...draw("same", 50, 30, 0.1)]).toEqual(once);
  expect([...draw("other", 50, 1000, 0.4), ...draw("other", 50, 30, 0.1)]).not.toEqual(once);
});

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (isRefusal(error)) return error.message;
    throw error;
  }
  return "no refusal";
}

test("trials and probabilities outside their range are refused by name [CQSA-AGG-2]", () => {
  const rng = randomStream("refusals");
  for (const trials of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    // At probability 0 nothing is drawn, whatever the trials are.
    for (const p of [0, 0.5]) {
      expect(refusal(() => sampleBinomial(rng, trials, p))).toMatch(/^"trials" expected an integer/);
    }
    expect(refusal(() => sampleMultinomial(rng, trials, [1]))).toMatch(/^"trials" expected an integer/);
  }
  for (const p of [-1e-9, 1.000001, NaN, Infinity]) {
    for (const trials of [0, 10]) {
      expect(refusal(() => sampleBinomial(rng, trials, p))).toMatch(
        /^"probability" expected a finite number from 0 to 1/,
      );
    }
  }
  expect(refusal(() => sampleMultinomial(rng, 10, []))).toMatch(
    /^"probabilities" expected at least one number/,
  );
  expect(refusal(() => sampleMultinomial(rng, 10, [0.5, -0.5, 1]))).toMatch(/^"probabilities\[1\]" expected/);
  expect(refusal(() => sampleMultinomial(rng, 10, [NaN, 1]))).toMatch(/^"probabilities\[0\]" expected/);
  expect(refusal(() => sampleMultinomial(rng, 10, [1, Infinity]))).toMatch(/^"probabilities\[1\]" expected/);
  expect(refusal(() => sampleMultinomial(rng, 10, [0.5, 0.4999]))).toMatch(
    /^"probabilities" expected a sum of 1/,
  );
});

test("multinomial counts add up to the trials, also where the probabilities sum to 1 within rounding [CQSA-AGG-2]", () => {
  const rng = randomStream("sums");
  for (const slack of [0, 9e-10, -9e-10]) {
    for (const trials of [0, 1, 7, 1000, 1e12]) {
      const counts = sampleMultinomial(rng, trials, [0.1, 0.2, 0, 0.3, 0.4 + slack, 0]);
      expect(counts).toHaveLength(6);
      expect(counts.reduce((sum, c) => sum + c, 0)).toBe(trials);
      expect([counts[2], counts[5]]).toEqual([0, 0]);
      expect(counts.every((c) => c >= 0)).toBe(true);
    }
  }
  expect(sampleMultinomial(rng, 100, [0, 1, 0])).toEqual(Float64Array.of(0, 100, 0));
});

test("multinomial counts of few trials follow the multinomial law [CQSA-AGG-2]", () => {
  // Exact probabilities n!/∏c! · ∏p^c over all ways to spread 4 trials on 3 outcomes.
  const p = [0.2, 0.5, 0.3];
  const factorial = [1, 1, 2, 6, 24];
  const draws = 200_000;
  const rng = randomStream("multinomial");
  const seen = new Map<string, number>();
  for (let i = 0; i < draws; i++) {
    const key = sampleMultinomial(rng, 4, p).join(" ");
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  let statistic = 0;
  let cells = 0;
  for (let a = 0; a <= 4; a++) {
    for (let b = 0; a + b <= 4; b++) {
      const c = 4 - a - b;
      const ways = 24 / (factorial[a]! * factorial[b]! * factorial[c]!);
      const expected = draws * ways * p[0]! ** a * p[1]! ** b * p[2]! ** c;
      statistic += ((seen.get(`${a} ${b} ${c}`) ?? 0) - expected) ** 2 / expected;
      cells++;
    }
  }
  expect(cells).toBe(15);
  expect(seen.size).toBe(15);
  expect(chiSquareTail(statistic, cells - 1)).toBeGreaterThan(LEVEL);
});
