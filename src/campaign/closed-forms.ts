import { findAdversary } from "../../adversaries/index.ts";
import {
  collapsedVisibility,
  jitteredVisibility,
  meanOverContaminated,
} from "../../adversaries/oracles/circuits.ts";
import { contaminatedShare, noHonestMajority } from "../../adversaries/oracles/contamination.ts";
import { expectedFalseSuspects } from "../../adversaries/oracles/suspects.ts";
import { clusterSizes } from "../protocol/partition.ts";
import { kornGraubard } from "../statistics/korn-graubard.ts";
import type { TrialSums } from "../statistics/korn-graubard.ts";
import { sum } from "../statistics/moments.ts";
import { studentQuantile } from "../statistics/student-quantile.ts";
import type { Comparison } from "./report.ts";
import type { Cell } from "./setting.ts";
import type { Tally } from "./tally.ts";
import { REMAINDER } from "./trial.ts";

/** Beyond so many steps of counting, the distribution of contaminated clusters is left out. */
const MOST_STEPS = 3e8;

/** Something that a closed form says, with what was measured and an interval for any confidence. */
export interface Prediction {
  readonly what: string;
  readonly formula: string;
  readonly expected: number;
  readonly measured: number;
  readonly interval: (confidence: number) => { readonly lower: number; readonly upper: number };
}

function ofRate(what: string, formula: string, expected: number, sums: TrialSums, unit = 1): Prediction[] {
  if (sums.cases === 0) return [];
  return [
    {
      what,
      formula,
      expected,
      measured: (unit * sums.successes) / sums.cases,
      interval: (confidence) => {
        const { lower, upper } = kornGraubard(sums, confidence);
        return { lower: unit * lower, upper: unit * upper };
      },
    },
  ];
}

/** Σx/Σn of independent trials, with Student's interval by the linearised variance. */
function ofRatio(
  what: string,
  formula: string,
  expected: number,
  pairs: readonly { readonly trial: number; readonly sum: number; readonly clusters: number }[],
): Prediction[] {
  if (pairs.length < 2) return [];
  const sorted = pairs.toSorted((a, b) => a.trial - b.trial);
  const clusters = sum(sorted.map((pair) => pair.clusters));
  const ratio = sum(sorted.map((pair) => pair.sum)) / clusters;
  const squares = sum(sorted.map((pair) => (pair.sum - ratio * pair.clusters) ** 2));
  const error = Math.sqrt((sorted.length / (sorted.length - 1)) * squares) / clusters;
  return [
    {
      what,
      formula,
      expected,
      measured: ratio,
      interval: (confidence) => {
        // The evaluators are exact to a few units in the last place.
        const half = error < 1e-12 ? 1e-9 : studentQuantile(1 - confidence, sorted.length - 1) * error;
        return { lower: ratio - half, upper: ratio + half };
      },
    },
  ];
}

/** What one attacker's act does to visibilities, where there is a closed form. */
function visibilityForm({ adversary, adversaryOptions }: Cell): {
  readonly formula: string;
  readonly of: (attackers: number) => number;
} | null {
  if (adversary === "client/collapse") {
    const share = Number(adversaryOptions["share"]);
    return {
      formula: "E[(1 − q)^j], j ≥ 1 attackers in the cluster",
      of: (j) => collapsedVisibility(share, j),
    };
  }
  if (adversary === "client/random-phase") {
    const sigma = Number(adversaryOptions["sigma"]);
    return {
      formula: "E[exp(−jσ²/2)], j ≥ 1 attackers in the cluster",
      of: (j) => jitteredVisibility(sigma, j),
    };
  }
  return null;
}

function visibilityPredictions(cell: Cell, sizes: readonly number[], tally: Tally): Prediction[] {
  const form = visibilityForm(cell);
  // With finite shots a small length is measured too long; and clusters of several sizes differ by their noise.
  if (form === null || cell.shots !== null || sizes.some((size) => size !== sizes[0])) return [];
  const clean = tally.cleanVisibility;
  if (clean === null) return [];
  const { clients, byzantine } = cell;
  const expected = clean * meanOverContaminated(clients, byzantine, sizes[0]!, form.of);
  return ofRatio("visibility of contaminated clusters", form.formula, expected, tally.visibility);
}

/** What closed forms say of a cell's trials. */
export function predictions(cell: Cell, tally: Tally): Prediction[] {
  const { adversary, byzantine, clients } = cell;
  if (adversary === null || tally.trials === 0) return [];
  const sizes = clusterSizes({ ...cell, remainder: REMAINDER });
  const leaves = findAdversary(adversary)?.make(cell.adversaryOptions).leaves === true;
  const contaminated = contaminatedShare(byzantine, sizes);
  if (leaves) {
    return ofRate("clusters lost", "1 − C(N−f,k)/C(N,k)", contaminated, tally.counts.lost);
  }
  const steps = byzantine * sizes.length ** 2 * Math.max(...sizes);
  const last = tally.exposed.length;
  return [
    ...ofRate("clusters with an attacker", "1 − C(N−f,k)/C(N,k)", contaminated, tally.counts.contaminated),
    ...(steps > MOST_STEPS
      ? []
      : ofRate(
          "rounds without an honest majority of clusters",
          "P(2·contaminated ≥ M), by counting",
          noHonestMajority(byzantine, sizes),
          tally.counts.noHonestMajority,
        )),
    ...(last === 0
      ? []
      : ofRate(
          `honest clients beside an attacker in ${last === 1 ? "the round" : `all of ${last} rounds`}`,
          "(N−f)·[1 − C(N−1−f,k−1)/C(N−1,k−1)]^T",
          expectedFalseSuspects(byzantine, sizes, last),
          tally.exposed[last - 1]!,
          clients - byzantine,
        )),
    ...visibilityPredictions(cell, sizes, tally),
  ];
}

/** Judges predictions: each is given an equal share of the error budget, `level`. */
export function compared(found: readonly Prediction[], confidence: number, level: number): Comparison[] {
  return found.map(({ what, formula, expected, measured, interval }) => {
    const wide = interval(1 - level);
    // Rounding of a certain event's rate is no disagreement.
    const slack = 1e-9 * Math.max(1, Math.abs(expected));
    return {
      what,
      formula,
      expected,
      measured,
      ...interval(confidence),
      agrees: expected >= wide.lower - slack && expected <= wide.upper + slack,
    };
  });
}
