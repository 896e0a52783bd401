import { bitsOf } from "../../adversaries/oracles/leakage.ts";
import { clusteredArea, clusteredDetection } from "../leakage/clustered-membership.ts";
import { areaUnderCurve, detectionAt } from "../leakage/membership.ts";
import { checkLevel } from "../statistics/check-level.ts";
import type { Interval } from "../statistics/clopper-pearson.ts";
import { binomialLowerTail, binomialUpperTail } from "../statistics/binomial-tails.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { kornGraubard, NO_TRIALS, withTrial } from "../statistics/korn-graubard.ts";
import { mean, variance } from "../statistics/moments.ts";
import { studentQuantile } from "../statistics/student-quantile.ts";
import type { Expected, Observation } from "./observation.ts";
import { MEMBERSHIP_RATE } from "./server-observations.ts";

/** A figure of all trials of an adversary. Plain data. */
export interface LeakageFigure extends Interval {
  readonly figure: string;
  readonly value: number;
  readonly trials: number;
  /** What a closed form says; null where there is none. */
  readonly expected: Expected | null;
  /** Whether that lies in the interval, widened by what the form may miss, at the error level asked for. */
  readonly agrees: boolean | null;
}

type OfKind<K extends Observation["kind"]> = Extract<Observation, { readonly kind: K }>;

interface Found {
  readonly figure: string;
  readonly value: number;
  readonly interval: (confidence: number) => Interval;
  readonly expected: Expected | null;
}

/** Rounding of exact figures is no disagreement. */
const SLACK = 1e-9;

function meanExpected(all: readonly { readonly expected: Expected | null }[]): Expected | null {
  const forms = all.map(({ expected }) => expected).filter((form) => form !== null);
  if (forms.length < all.length) return null;
  return { ...forms[0]!, value: mean(forms.map(({ value }) => value)) };
}

/** A mean over trials with Student's interval; of one trial it is not known at all. */
function student(values: readonly number[], confidence: number): Interval {
  const centre = mean(values);
  if (values.length < 2) return { lower: -Infinity, upper: Infinity };
  const error = Math.sqrt(variance(values, { ddof: 1 }) / values.length);
  const half = error === 0 ? 0 : studentQuantile(1 - confidence, values.length - 1) * error;
  return { lower: centre - half, upper: centre + half };
}

/** r² of r = tanh z, z the mean of Fisher's over trials: an interval that reaches r = 0 starts there. */
function ofCorrelation(figure: string, all: readonly OfKind<"correlation">[]): Found[] {
  const most = 1 - Number.EPSILON;
  const scores = all.map(({ value }) => Math.atanh(Math.max(-most, Math.min(most, value))));
  const squared = (z: number): number => Math.tanh(z) ** 2;
  const value = squared(mean(scores));
  const interval = (confidence: number): Interval => {
    const { lower, upper } = student(scores, confidence);
    const ends = [squared(lower), squared(upper)];
    return { lower: lower < 0 && upper > 0 ? 0 : Math.min(...ends), upper: Math.max(...ends) };
  };
  const expected = meanExpected(all);
  const exact = value > 1 - 1e-9;
  return [
    { figure, value, interval, expected },
    // An exact reading has no finite number of bits.
    ...(exact || !figure.startsWith("R² ")
      ? []
      : [
          {
            figure: `bits ${figure.slice(3)}`,
            value: bitsOf(value),
            interval: (confidence: number): Interval => {
              const { lower, upper } = interval(confidence);
              return { lower: bitsOf(lower), upper: bitsOf(Math.min(upper, most)) };
            },
            expected: null,
          },
        ]),
  ];
}

function ofValue(figure: string, all: readonly OfKind<"value">[]): Found[] {
  const values = all.map(({ value }) => value);
  return [
    {
      figure,
      value: mean(values),
      interval: (confidence) => student(values, confidence),
      expected: meanExpected(all),
    },
  ];
}

function ofRate(figure: string, all: readonly OfKind<"rate">[]): Found[] {
  const sums = all.reduce((so, { successes, cases }) => withTrial(so, successes, cases), NO_TRIALS);
  if (sums.cases === 0) return [];
  return [
    {
      figure,
      value: sums.successes / sums.cases,
      interval: (confidence) =>
        all.length === 1
          ? clopperPearson(sums.successes, sums.cases, confidence)
          : kornGraubard(sums, confidence),
      expected: meanExpected(all),
    },
  ];
}

/**
 * Of a single trial, whose scores count as independent: the true positive rate at the threshold that a share α of all
 * strangers would pass, of whom n were seen: the number of
 * those above it is Bin(n, α), which bounds the threshold by two of their scores; the rates above these
 * have Clopper–Pearson's ends. Each of the two uncertainties has half of the error.
 */
function singleTprInterval(members: Float64Array, strangers: Float64Array, confidence: number): Interval {
  const error = (1 - confidence) / 4;
  const n = strangers.length;
  const descending = strangers.toSorted((a, b) => b - a);
  let [fewest, most] = [0, 0];
  while (fewest < n && binomialLowerTail(fewest, n, MEMBERSHIP_RATE) <= error) fewest++;
  while (most < n && binomialUpperTail(most + 1, n, MEMBERSHIP_RATE) > error) most++;
  const above = (threshold: number): Interval => {
    const count = members.filter((score) => score > threshold).length;
    return clopperPearson(count, members.length, 1 - 2 * error);
  };
  return {
    lower: fewest === 0 ? 0 : above(descending[fewest - 1]!).lower,
    upper: most >= n ? 1 : above(descending[most]!).upper,
  };
}

function ofScores(figure: string, all: readonly OfKind<"scores">[]): Found[] {
  const members = Float64Array.from(all.flatMap((trial) => trial.members));
  const strangers = Float64Array.from(all.flatMap((trial) => trial.strangers));
  if (members.length === 0 || strangers.length === 0) return [];
  const forms = all.map(({ expected }) => expected);
  const known = forms.filter((form) => form !== null);
  const complete = known.length === forms.length;
  const tprs = known.map(({ tpr }) => ({ expected: tpr }));
  return [
    {
      figure: `AUC of ${figure}`,
      value: areaUnderCurve(members, strangers, 0.95).value,
      interval: (confidence) =>
        all.length === 1 ? areaUnderCurve(members, strangers, confidence) : clusteredArea(all, confidence),
      expected: complete ? meanExpected(known.map(({ auc }) => ({ expected: auc }))) : null,
    },
    {
      figure: `TPR of ${figure} at 1 % FPR`,
      value: detectionAt(members, strangers, MEMBERSHIP_RATE, 0.95).truePositiveRate.value,
      interval: (confidence) =>
        all.length === 1
          ? singleTprInterval(members, strangers, confidence)
          : clusteredDetection(all, MEMBERSHIP_RATE, confidence),
      expected: complete ? meanExpected(tprs) : null,
    },
  ];
}

function put(figure: string, all: readonly Observation[]): Found[] {
  const of = <K extends Observation["kind"]>(kind: K): OfKind<K>[] =>
    all.filter((one): one is OfKind<K> => one.kind === kind);
  switch (all[0]!.kind) {
    case "correlation":
      return ofCorrelation(figure, of("correlation"));
    case "value":
      return ofValue(figure, of("value"));
    case "rate":
      return ofRate(figure, of("rate"));
    case "scores":
      return ofScores(figure, of("scores"));
  }
}

/**
 * Puts the observations of independent trials together: R² by Fisher's z and values by Student over trials, rates by
 * Korn and Graubard's exact interval for trials whose cases depend on each other, curves by DeLong.
 *
 * @param confidence of the intervals that are shown
 * @param level error level of every comparison with a closed form
 * @throws TypeError, RangeError for a confidence or level that is not strictly between 0 and 1
 */
export function leakageFigures(
  trials: readonly (readonly Observation[])[],
  confidence = 0.95,
  level = 1e-6,
): LeakageFigure[] {
  checkLevel("confidence", confidence);
  checkLevel("level", level);
  const named = new Map<string, Observation[]>();
  for (const one of trials.flat()) {
    const all = named.get(one.figure);
    if (all === undefined) named.set(one.figure, [one]);
    else all.push(one);
  }
  return [...named].flatMap(([name, all]) =>
    put(name, all).map(({ figure, value, interval, expected }) => {
      const wide = interval(1 - level);
      const slack = SLACK + (expected?.tolerance ?? 0);
      return {
        figure,
        value,
        ...interval(confidence),
        trials: all.length,
        expected,
        agrees:
          expected === null
            ? null
            : expected.value >= wide.lower - slack && expected.value <= wide.upper + slack,
      };
    }),
  );
}
