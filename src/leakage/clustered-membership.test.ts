import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { normalQuantile } from "../statistics/normal-quantile.ts";
import { clusteredArea, clusteredDetection } from "./clustered-membership.ts";
import type { TrialScores } from "./clustered-membership.ts";
import { areaUnderCurve } from "./membership.ts";

/** Members are N(SHIFT, 1), strangers N(0, 1); of their variance a share is of the trial, for each of the two sides. */
const SHIFT = 1;

/** What is common to a trial's strangers is drawn for them, or the opposite of what is common to its members. */
function campaign(name: string, share: number, isOpposite = false): TrialScores[] {
  const rng = randomStream(name);
  const draw = (count: number): Float64Array => fillNormal(rng, new Float64Array(count));
  return Array.from({ length: 20 }, (): TrialScores => {
    const [first, second] = draw(2);
    const side = (shift: number, common: number): number[] =>
      [...draw(10)].map((own) => shift + Math.sqrt(share) * common + Math.sqrt(1 - share) * own);
    return { members: side(SHIFT, first!), strangers: side(0, isOpposite ? -first! : second!) };
  });
}

function flat(trials: readonly TrialScores[], side: keyof TrialScores): Float64Array {
  return Float64Array.from(trials.flatMap((trial) => trial[side]));
}

function holds({ lower, upper }: { lower: number; upper: number }, truth: number): boolean {
  return lower <= truth && truth <= upper;
}

// Normal scores: Φ(δ/√2), and Φ(δ − z) at the strangers' quantile z.
const AREA = normalCdf(SHIFT / Math.SQRT2, 0, 1);
const RATE = 0.1;
const TPR = normalCdf(SHIFT + normalQuantile(RATE), 0, 1);
const RUNS = 150;

test.each([
  [0, false],
  [0.5, false],
  [0.5, true],
])(
  "The area's interval holds it as often as it says where a share of %d of the variance is common to a trial (opposite: %s)",
  (share, isOpposite) => {
    const found = Array.from({ length: RUNS }, (_, run) => {
      const trials = campaign(`area/${share}/${run}`, share, isOpposite);
      const pooled = areaUnderCurve(flat(trials, "members"), flat(trials, "strangers"), 0.9);
      return [holds(clusteredArea(trials, 0.9), AREA), holds(pooled, AREA)] as const;
    });
    const [clustered, independent] = [0, 1].map((which) => found.filter((held) => held[which]).length);
    // 0.9·150 = 135, less three deviations: 124.
    expect(clustered).toBeGreaterThanOrEqual(124);
    // What takes scores for independent is right where they are, and held in less than 0.6 of the runs where not.
    if (share === 0) expect(independent).toBeGreaterThanOrEqual(124);
    else expect(independent).toBeLessThan(90);
  },
);

test.each([0, 0.5])(
  "The interval of a true positive rate holds it where a share of %d of the variance is common to a trial",
  (share) => {
    let held = 0;
    let widths = 0;
    for (let run = 0; run < RUNS; run++) {
      const interval = clusteredDetection(campaign(`tpr/${share}/${run}`, share), RATE, 0.9);
      if (holds(interval, TPR)) held++;
      widths += (interval.upper - interval.lower) / RUNS;
    }
    expect(held).toBeGreaterThanOrEqual(124);
    expect(widths).toBeLessThan(share === 0 ? 0.45 : 0.75);
  },
);

test("The variance is that of the area between whole campaigns", () => {
  const areas = Array.from({ length: 300 }, (_, run) => {
    const trials = campaign(`spread/${run}`, 0.5);
    const { value } = areaUnderCurve(flat(trials, "members"), flat(trials, "strangers"), 0.9);
    const { lower, upper } = clusteredArea(trials, 0.9);
    // t with 19 degrees of freedom at 0.9 is 1.729; the log odds have the derivative 1/(A(1 − A)).
    const odds = (share: number): number => Math.log(share / (1 - share));
    return { value, error: ((odds(upper) - odds(lower)) / 2 / 1.7291) * value * (1 - value) };
  });
  const centre = areas.reduce((sum, { value }) => sum + value, 0) / areas.length;
  const spread = Math.sqrt(areas.reduce((sum, { value }) => sum + (value - centre) ** 2, 0) / 299);
  const stated = areas.reduce((sum, { error }) => sum + error, 0) / areas.length;
  expect(stated / spread).toBeGreaterThan(0.85);
  expect(stated / spread).toBeLessThan(1.15);
});

test("Where all comparisons come out alike trials stand in the place of cases", () => {
  const trials = Array.from({ length: 8 }, (): TrialScores => ({ members: [2, 3, 4], strangers: [0, 1] }));
  // Clopper and Pearson of 8 of 8: (0.025)^(1/8).
  expect(clusteredArea(trials, 0.95).lower).toBeCloseTo(0.025 ** (1 / 8), 9);
  expect(clusteredArea(trials, 0.95).upper).toBe(1);
  const tied = trials.map((): TrialScores => ({ members: [1], strangers: [1] }));
  expect(clusteredArea(tied, 0.95)).toEqual({ lower: 0, upper: 1 });
  // Nothing is known of a threshold that one of a hundred strangers passes.
  expect(clusteredDetection(trials, 0.01, 0.95)).toEqual({ lower: 0, upper: 1 });
});

test.each([
  [[{ members: [1], strangers: [0] }], 0.9, '"trials" expected at least two'],
  [
    [
      { members: [], strangers: [0] },
      { members: [], strangers: [1] },
    ],
    0.9,
    '"members"',
  ],
  [
    [
      { members: [1], strangers: [Number.NaN] },
      { members: [1], strangers: [] },
    ],
    0.9,
    '"strangers',
  ],
  [
    [
      { members: [1], strangers: [0] },
      { members: [1], strangers: [0] },
    ],
    1,
    '"confidence"',
  ],
])("Scores %j at a confidence of %d are refused", (trials, confidence, text) => {
  expect(() => clusteredArea(trials, confidence)).toThrow(text);
  expect(() => clusteredDetection(trials, 0.1, confidence)).toThrow(text);
});
