import { NO_TRIALS, withTrial } from "../statistics/korn-graubard.ts";
import type { TrialSums } from "../statistics/korn-graubard.ts";
import type { TrialResult } from "./trial.ts";

const COUNTED = [
  "truePositives",
  "falsePositives",
  "precision",
  "contaminated",
  "noHonestMajority",
  "lost",
  "withoutUpdate",
] as const;

type Counted = (typeof COUNTED)[number];

const MEASURED = ["auc", "deviation", "cosine"] as const;

type Measured = (typeof MEASURED)[number];

/** A sum over so many clusters, or rounds, of a trial. */
export interface ClusterSum {
  readonly trial: number;
  readonly sum: number;
  readonly clusters: number;
}

/** A bound that much larger than the honest one leaves sums so small that the error of reading them is all alike. */
const LARGE_INFLATION = 3;

/** What is kept of a cell's trials: sums of whole numbers, and one number a trial for whatever has a median. */
export interface Tally {
  trials: number;
  rounds: number;
  readonly counts: Record<Counted, TrialSums>;
  readonly values: Readonly<Record<Measured, number[]>>;
  /** Sums over trials after each round. */
  readonly attackers: number[];
  readonly honest: number[];
  readonly exposed: TrialSums[];
  /** Σ of contaminated clusters' visibility and their number, a pair a trial. */
  readonly visibility: ClusterSum[];
  /** The same of readings: projections of contaminated clusters, shifts of those with one attacker. */
  readonly projection: ClusterSum[];
  readonly shift: ClusterSum[];
  /** Read errors of clean clusters over the inflation of the bound, by rounds in which that is large. */
  readonly readError: ClusterSum[];
  /** The largest of clean clusters: with exact expectations, that of all of them. */
  cleanVisibility: number | null;
  readonly trainings: {
    readonly trial: number;
    readonly accuracies: readonly number[];
    readonly success: number | null;
  }[];
  refusal: { readonly trial: number; readonly text: string } | null;
}

/** A cell without trials. */
export function emptyTally(): Tally {
  return {
    trials: 0,
    rounds: 0,
    counts: Object.fromEntries(COUNTED.map((name) => [name, NO_TRIALS])) as Tally["counts"],
    values: { auc: [], deviation: [], cosine: [] },
    attackers: [],
    honest: [],
    exposed: [],
    visibility: [],
    projection: [],
    shift: [],
    readError: [],
    cleanVisibility: null,
    trainings: [],
    refusal: null,
  };
}

function addSums(sums: number[], values: readonly number[]): void {
  for (const [at, value] of values.entries()) sums[at] = (sums[at] ?? 0) + value;
}

/** Adds what a trial's rounds read of clusters. */
function addReadings(tally: Tally, { trial, rounds }: TrialResult): void {
  const add = (
    to: ClusterSum[],
    of: (
      score: TrialResult["rounds"][number],
    ) => readonly [mean: number | null | undefined, clusters: number],
  ): void => {
    let sum = 0;
    let clusters = 0;
    for (const score of rounds) {
      const [mean, count] = of(score);
      if (mean === null || mean === undefined) continue;
      sum += mean * count;
      clusters += count;
    }
    if (clusters > 0) to.push({ trial, sum, clusters });
  };
  add(tally.projection, ({ reading, contaminated }) => [reading?.projection, contaminated]);
  add(tally.shift, ({ reading }) => [reading?.shift, reading?.single ?? 0]);
  add(tally.readError, ({ reading }) => {
    const { error = null, inflation = null } = reading ?? {};
    const isLarge = error !== null && inflation !== null && inflation >= LARGE_INFLATION;
    return [isLarge ? error / inflation : null, 1];
  });
}

/** Adds a trial to what is kept. */
export function addTrial(tally: Tally, result: TrialResult, honestClients: number): void {
  const { rounds, trial, training } = result;
  tally.trials++;
  tally.rounds += rounds.length;
  const judged = rounds.filter(({ refusal }) => refusal === null);
  const total = (
    of: readonly TrialResult["rounds"][number][],
    key: "contaminated" | "caught" | "clean" | "accused" | "lost",
  ): number => of.reduce((sum, score) => sum + score[key], 0);
  const count = (name: Counted, successes: number, cases: number): void => {
    tally.counts[name] = withTrial(tally.counts[name], successes, cases);
  };
  const caught = total(judged, "caught");
  const accused = total(judged, "accused");
  const clusters = total(rounds, "contaminated") + total(rounds, "clean");
  count("truePositives", caught, total(judged, "contaminated"));
  count("falsePositives", accused, total(judged, "clean"));
  count("precision", caught, caught + accused);
  count("contaminated", total(rounds, "contaminated"), clusters);
  count("lost", total(rounds, "lost"), clusters + total(rounds, "lost"));
  count("noHonestMajority", rounds.filter(({ honestMajority }) => !honestMajority).length, rounds.length);
  count("withoutUpdate", rounds.length - judged.length, rounds.length);
  for (const name of MEASURED) {
    const seen = rounds.map((score) => score[name]).filter((value) => value !== null);
    if (seen.length > 0) tally.values[name].push(seen.reduce((sum, value) => sum + value, 0) / seen.length);
  }
  addSums(tally.attackers, result.trueSuspects);
  addSums(tally.honest, result.falseSuspects);
  for (const [at, exposed] of result.exposed.entries()) {
    tally.exposed[at] = withTrial(tally.exposed[at] ?? NO_TRIALS, exposed, honestClients);
  }
  let sum = 0;
  let seen = 0;
  for (const { contaminated, visibility } of rounds) {
    if (visibility.contaminated === null) continue;
    sum += visibility.contaminated * contaminated;
    seen += contaminated;
  }
  if (seen > 0) tally.visibility.push({ trial, sum, clusters: seen });
  addReadings(tally, result);
  for (const { visibility } of rounds) {
    if (visibility.clean !== null) {
      tally.cleanVisibility = Math.max(tally.cleanVisibility ?? 0, visibility.clean);
    }
  }
  if (training !== null) {
    tally.trainings.push({
      trial,
      accuracies: training.accuracies,
      success: training.success?.at(-1) ?? null,
    });
  }
  const refused = rounds.find(({ refusal }) => refusal !== null)?.refusal ?? null;
  if (refused !== null && (tally.refusal === null || trial < tally.refusal.trial)) {
    tally.refusal = { trial, text: refused };
  }
}
