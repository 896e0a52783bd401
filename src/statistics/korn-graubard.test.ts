import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { clopperPearson } from "./clopper-pearson.ts";
import { kornGraubard, NO_TRIALS, withTrial } from "./korn-graubard.ts";
import type { TrialSums } from "./korn-graubard.ts";

function sumsOf(trials: readonly (readonly [successes: number, cases: number])[]): TrialSums {
  return trials.reduce((sums, [successes, cases]) => withTrial(sums, successes, cases), NO_TRIALS);
}

/** Trials of `cases` cases that are alike with probability `alike`, and independent otherwise. */
function coverage(truth: number, alike: number, trials: number, cases: number, repeats: number): number {
  const rng = randomStream("korn-graubard").fork(`${truth}/${alike}/${trials}`);
  let covered = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const seen = Array.from({ length: trials }, () => {
      if (rng.uniform() < alike) return [rng.uniform() < truth ? cases : 0, cases] as const;
      let successes = 0;
      for (let i = 0; i < cases; i++) if (rng.uniform() < truth) successes++;
      return [successes, cases] as const;
    });
    const { lower, upper } = kornGraubard(sumsOf(seen), 0.95);
    if (lower <= truth && truth <= upper) covered++;
  }
  return covered / repeats;
}

test("one case a trial gives Clopper–Pearson's interval [THR-GOAL-6]", () => {
  for (const [successes, trials] of [
    [0, 7],
    [3, 10],
    [10, 10],
    [41, 200],
  ] as const) {
    const seen = Array.from({ length: trials }, (_, i) => [i < successes ? 1 : 0, 1] as const);
    expect(kornGraubard(sumsOf(seen), 0.95)).toEqual(clopperPearson(successes, trials, 0.95));
  }
});

test("trials whose cases are all alike count for about one case each [THR-GOAL-6]", () => {
  const seen = Array.from({ length: 40 }, (_, i) => [i < 12 ? 9 : 0, 9] as const);
  const { lower, upper } = kornGraubard(sumsOf(seen), 0.95);
  const single = clopperPearson(12, 40, 0.95);
  expect(lower).toBeGreaterThan(single.lower - 0.02);
  expect(lower).toBeLessThan(single.lower + 0.02);
  expect(upper).toBeGreaterThan(single.upper - 0.02);
  expect(upper).toBeLessThan(single.upper + 0.02);
});

test("trials that differ less than chance count no more than their cases [THR-GOAL-6]", () => {
  const seen = Array.from({ length: 25 }, () => [8, 9] as const);
  expect(kornGraubard(sumsOf(seen), 0.95).lower).toBeCloseTo(clopperPearson(200, 225, 0.95).lower, 12);
});

// scipy 1.17.1: the variance of p̂ by Σ (s_i − p̂·n_i)²·T/((T − 1)·n²), t.ppf and beta.ppf of n·(t/t)²/deff cases.
const REFERENCE = [
  [
    [
      [3, 9],
      [0, 5],
      [7, 9],
      [2, 4],
      [1, 9],
    ],
    0.95,
    0.0505262603500204,
    0.8035728132765274,
  ],
  [
    [
      [1, 2],
      [0, 3],
      [2, 2],
    ],
    0.95,
    0.00011703586893268963,
    0.9988744668119021,
  ],
  [
    [
      [5, 9],
      [4, 8],
      [9, 9],
      [0, 7],
      [3, 3],
      [6, 10],
    ],
    0.99,
    0.10102921594226677,
    0.9631703287790143,
  ],
] as const;

test("unequal trials have the interval of scipy's distributions, written out from the trials [THR-GOAL-6]", () => {
  for (const [trials, confidence, lower, upper] of REFERENCE) {
    const found = kornGraubard(sumsOf(trials), confidence);
    expect(found.lower / lower).toBeCloseTo(1, 10);
    expect(found.upper / upper).toBeCloseTo(1, 10);
  }
});

test("rates of 0 and 1 count trials, and a single trial says nothing about a rate between them [THR-GOAL-6]", () => {
  const none = sumsOf(Array.from({ length: 10 }, () => [0, 9] as const));
  expect(kornGraubard(none, 0.95).lower).toBe(0);
  expect(kornGraubard(none, 0.95).upper).toBeCloseTo(clopperPearson(0, 10, 0.95).upper, 12);
  const all = sumsOf(Array.from({ length: 10 }, () => [9, 9] as const));
  expect(kornGraubard(all, 0.95).upper).toBe(1);
  expect(kornGraubard(all, 0.95).lower).toBeCloseTo(clopperPearson(10, 10, 0.95).lower, 12);
  // One trial of its own: 0.025 of chance on the other side.
  expect(kornGraubard(sumsOf([[0, 9]]), 0.95).upper).toBeCloseTo(0.975, 12);
  expect(kornGraubard(sumsOf([[9, 9]]), 0.95).lower).toBeCloseTo(0.025, 12);
  expect(kornGraubard(sumsOf([[3, 9]]), 0.95)).toEqual({ lower: 0, upper: 1 });
});

test("trials without a case change nothing, and their order neither [THR-GOAL-6]", () => {
  const seen = [
    [2, 5],
    [0, 0],
    [1, 3],
    [4, 4],
  ] as const;
  expect(sumsOf(seen)).toEqual(sumsOf([seen[3], seen[2], seen[0]]));
});

test.for([
  [0.3, 0],
  [0.3, 0.5],
  [0.3, 1],
  [0.05, 0.3],
] as const)(
  "a 95 %% interval covers a rate of %d when a share %d of trials is all alike [THR-GOAL-6]",
  ([truth, alike]) => {
    // 600 repeats: at 0.95 fewer than 0.92 has a probability below 1e-3.
    expect(coverage(truth, alike, 20, 9, 600)).toBeGreaterThan(0.92);
  },
);

test("sums that no trials can have are refused [THR-GOAL-6]", () => {
  expect(() => kornGraubard(NO_TRIALS, 0.95)).toThrow('"sums.trials"');
  expect(() => kornGraubard({ ...sumsOf([[1, 2]]), successes: 3 }, 0.95)).toThrow('"sums.successes"');
  expect(() => kornGraubard({ ...sumsOf([[1, 2]]), casesSquared: 1 }, 0.95)).toThrow(
    '"sums" expected sums of squares of whole numbers',
  );
  expect(() => kornGraubard({ ...sumsOf([[2, 3]]), successesSquared: 1 }, 0.95)).toThrow('"sums" expected');
  expect(() => kornGraubard({ ...sumsOf([[1, 2]]), trials: 3 }, 0.95)).toThrow(
    '"sums.cases" expected an integer of at least 3, got 2',
  );
  expect(() => kornGraubard(sumsOf([[1, 2]]), 1)).toThrow('"confidence"');
});
