import { findAdversary } from "../../adversaries/index.ts";
import {
  collapsedVisibility,
  jitteredVisibility,
  meanOverContaminated,
} from "../../adversaries/oracles/circuits.ts";
import { contaminatedShare, noHonestMajority } from "../../adversaries/oracles/contamination.ts";
import { leftByFlips, leftBySignFlips, readError, sharesMoved } from "../../adversaries/oracles/dilution.ts";
import { expectedFalseSuspects } from "../../adversaries/oracles/suspects.ts";
import { clusterSizes } from "../protocol/partition.ts";
import { honestVisibility } from "../quantum/evaluate.ts";
import { noiseless } from "../quantum/noise.ts";
import { kornGraubard } from "../statistics/korn-graubard.ts";
import type { TrialSums } from "../statistics/korn-graubard.ts";
import { sum } from "../statistics/moments.ts";
import { studentQuantile } from "../statistics/student-quantile.ts";
import type { Comparison } from "./report.ts";
import type { Cell } from "./setting.ts";
import type { ClusterSum, Tally } from "./tally.ts";
import { REMAINDER } from "./trial.ts";

/** Beyond so many steps of counting, the distribution of contaminated clusters is left out. */
const MOST_STEPS = 3e8;

/** Something that a closed form says, with what was measured and an interval for any confidence. */
export interface Prediction {
  readonly what: string;
  readonly formula: string;
  readonly expected: number;
  readonly measured: number;
  /** Of an asymptotic form, beside the interval. */
  readonly tolerance?: number;
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
  pairs: readonly ClusterSum[],
  unit = 1,
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
      measured: unit * ratio,
      interval: (confidence) => {
        // The evaluators are exact to a few units in the last place.
        const half = error < 1e-12 ? 1e-9 : studentQuantile(1 - confidence, sorted.length - 1) * error;
        return { lower: unit * (ratio - half), upper: unit * (ratio + half) };
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

/** From so few shots on the estimate of an angle is biased. */
const FEW_SHOTS = 100;
/** What first order in 1/R, and sums that are not quite 0, leave out. */
const READ_ERROR_TOLERANCE = 0.02;

/** What one attack does to the means and sums of its clusters, as they are read. */
function readingPredictions(cell: Cell, sizes: readonly number[], tally: Tally): Prediction[] {
  const { adversary, adversaryOptions, clients, byzantine, shots, noise } = cell;
  const [size] = sizes as [number];
  const visibility = honestVisibility(size, noise, noiseless(noise.layout));
  // Clusters of several sizes weigh differently, and channels that turn single phases have no such form.
  if (sizes.some((other) => other !== size) || visibility === undefined || visibility <= 0) return [];
  if (shots !== null && shots * visibility ** 2 < FEW_SHOTS) return [];
  const left = (formula: string, of: (attackers: number) => number): Prediction[] =>
    ofRatio(
      "share of the honest mean left in contaminated clusters",
      formula,
      meanOverContaminated(clients, byzantine, size, of),
      tally.projection,
    );
  switch (adversary) {
    case "client/sign-flip": {
      const scale = Number(adversaryOptions["c"]);
      return left("E[(k − j − cj)/k], j ≥ 1 attackers in the cluster", (j) =>
        leftBySignFlips(size, j, scale),
      );
    }
    case "client/control-flip": {
      const when = adversaryOptions["when"] === "before" ? "before" : "after";
      const formula = when === "after" ? "E[1 − 2j/k]" : "E[(1 − 2j/k)²]";
      return left(`${formula}, j ≥ 1 attackers in the cluster`, (j) => leftByFlips(size, j, when));
    }
    case "client/out-of-range-phase":
      // Shot noise adds to every distance.
      return shots !== null
        ? []
        : ofRatio(
            "honest shares that one attacker moves its sum by",
            "|a| on the circle/(π/k), k at most",
            sharesMoved(size, Number(adversaryOptions["angle"])),
            tally.shift,
            size / Math.PI,
          );
    case "client/bound-inflater": {
      if (shots === null) return [];
      const expected = readError(shots, visibility);
      return ofRatio(
        "error of clean clusters over the inflation of the bound, in honest bounds",
        `1/(πV√shots), so that SNR falls by λ; within ${100 * READ_ERROR_TOLERANCE} %`,
        expected,
        tally.readError,
      ).map((prediction) => ({ ...prediction, tolerance: READ_ERROR_TOLERANCE * expected }));
    }
    case null:
    default:
      return [];
  }
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
    ...readingPredictions(cell, sizes, tally),
  ];
}

/** Judges predictions: each is given an equal share of the error budget, `level`. */
export function compared(found: readonly Prediction[], confidence: number, level: number): Comparison[] {
  return found.map(({ what, formula, expected, measured, interval, tolerance = 0 }) => {
    const wide = interval(1 - level);
    // Rounding of a certain event's rate is no disagreement.
    const slack = tolerance + 1e-9 * Math.max(1, Math.abs(expected));
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
