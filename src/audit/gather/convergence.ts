import type { RandomStream } from "../../base/random.ts";
import { toleratedIn } from "../../campaign/trial.ts";
import { selectSamples, splitDataSet } from "../../learning/data-set.ts";
import type { DataSet, SplitDataSet } from "../../learning/data-set.ts";
import { generateDataSet } from "../../learning/generate-data-set.ts";
import { mean, variance } from "../../statistics/moments.ts";
import { studentQuantile } from "../../statistics/student-quantile.ts";
import type { AuditContext } from "../context.ts";
import type { ConvergenceEvidence, PairedLoss, TrainingEnd } from "../convergence-evidence.ts";
import { attackBy } from "./attacked.ts";
import { finalAccuracy } from "./trained.ts";

const CONFIDENCE = 0.95;
/** As CQSA's clients have their data, and no more of them than a small experiment can feed. */
const ALPHA = 0.5;
const MOST_CLIENTS = 60;

interface Extent {
  readonly seeds: number;
  readonly rounds: number;
  readonly trainSamples: number;
  readonly testSamples: number;
  readonly rules: readonly string[];
}

/** From so many repetitions on, an audit can afford trainings of the reference campaign's size. */
const MANY_TRIALS = 1000;

const SMALL: Extent = {
  seeds: 4,
  rounds: 15,
  trainSamples: 500,
  testSamples: 1000,
  rules: ["mean", "median"],
};

const LARGE: Extent = {
  seeds: 10,
  rounds: 30,
  trainSamples: 1437,
  testSamples: 360,
  rules: ["mean", "median", "geometric-median", "multi-krum"],
};

interface Attacker {
  readonly id: string;
  readonly options: Readonly<Record<string, number>>;
  /** How it is asked for. */
  readonly name: string;
  readonly countOf: (clients: number) => number;
}

const ATTACKERS: readonly Attacker[] = [
  // On the model: as far from the honest mean as it can hide among them.
  {
    id: "client/min-max",
    options: {},
    name: "min-max",
    countOf: (clients) => Math.max(1, Math.round(0.1 * clients)),
  },
  // On the phases: one client is enough to make everyone's a hundred times smaller.
  {
    id: "client/bound-inflater",
    options: { lambda: 100 },
    name: "bound-inflater:lambda=100",
    countOf: () => 1,
  },
];

/** Data of one seed: of a given set some samples, else made anew. */
function drawData(given: DataSet | undefined, extent: Extent, rng: RandomStream): SplitDataSet {
  const { trainSamples, testSamples } = extent;
  const data = given ?? generateDataSet(rng.fork("data"), { samples: trainSamples + testSamples });
  const { train, test } = splitDataSet(rng.fork("split"), data, testSamples / (trainSamples + testSamples));
  const first = (set: DataSet, count: number): DataSet =>
    set.labels.length <= count
      ? set
      : selectSamples(
          set,
          Array.from({ length: count }, (_, i) => i),
        );
  return { train: first(train, trainSamples), test: first(test, testSamples) };
}

function lossOf(plain: readonly number[], accuracies: readonly number[]): PairedLoss {
  const losses = plain.map((accuracy, seed) => accuracy - accuracies[seed]!);
  const spread = Math.sqrt(variance(losses, { ddof: 1 }) / losses.length);
  const half = spread === 0 ? 0 : studentQuantile(1 - CONFIDENCE, losses.length - 1) * spread;
  const centre = mean(losses);
  return { value: centre, lower: centre - half, upper: centre + half };
}

/** CV-1: whole trainings through the run's clusters, noise and shots, with and without attack, seed by seed beside plain ones. */
export function gatherConvergence({
  settings,
  effort,
  rounds,
  rng,
  data,
}: AuditContext): ConvergenceEvidence {
  const extent = effort.trials < MANY_TRIALS ? SMALL : LARGE;
  const { shots, noise } = settings;
  const drawn = Array.from({ length: extent.seeds }, (_, seed) =>
    drawData(data, extent, rng.fork(`seed/${seed}`)),
  );
  const [{ train, test }] = drawn as [SplitDataSet];
  const clients = Math.min(rounds[0]!.updates.rows, MOST_CLIENTS, train.labels.length);
  const clusterSize = Math.min(settings.clusterSize, clients);
  const setting = { clusterSize, remainder: "balanced", shots, noise } as const;
  const accuraciesOf = (rule: string | null, attacker: Attacker | null, byzantine: number): number[] =>
    drawn.map((split, seed) => {
      const stream = rng.fork(`seed/${seed}`);
      const training = { data: split, clients, alpha: ALPHA, rounds: extent.rounds };
      if (rule === null) return finalAccuracy(training, null, stream);
      const cell = { rule, ruleOptions: {}, tolerate: null, byzantine };
      return finalAccuracy(
        training,
        {
          setting,
          rule: { rule, options: {}, tolerate: (live) => toleratedIn(cell, live) },
          attack:
            attacker === null ? null : attackBy(attacker.id, attacker.options, byzantine, clients, stream),
        },
        stream,
      );
    });
  const plain = accuraciesOf(null, null, 0);
  const ended = (rule: string, attacker: Attacker | null): TrainingEnd => {
    const byzantine = attacker?.countOf(clients) ?? 0;
    const accuracies = accuraciesOf(rule, attacker, byzantine);
    return {
      rule,
      adversary: attacker?.name ?? null,
      byzantine,
      accuracy: mean(accuracies),
      loss: lossOf(plain, accuracies),
    };
  };
  const attacked = ATTACKERS.flatMap((attacker) => extent.rules.map((rule) => ended(rule, attacker)));
  return {
    data: data?.name ?? "generated data",
    clients,
    trainSamples: train.labels.length,
    testSamples: test.labels.length,
    rounds: extent.rounds,
    seeds: extent.seeds,
    clusterSize,
    shots,
    noise,
    confidence: CONFIDENCE,
    plainAccuracy: mean(plain),
    trainings: [ended("mean", null), ...attacked],
  };
}
