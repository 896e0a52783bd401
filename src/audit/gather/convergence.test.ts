import { expect, test } from "vitest";
import { zeros } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { splitDataSet } from "../../learning/data-set.ts";
import { trainFederated } from "../../learning/federated-training.ts";
import { generateDataSet } from "../../learning/generate-data-set.ts";
import { LOCAL_TRAINING } from "../../campaign/source.ts";
import type { AuditContext } from "../context.ts";
import { measureRound } from "../context.ts";
import { attackBy } from "./attacked.ts";
import { gatherConvergence } from "./convergence.ts";
import { finalAccuracy } from "./trained.ts";
import type { TrainedSystem } from "./trained.ts";

const DATA = generateDataSet(randomStream("data"), { samples: 400, features: 10, classes: 3, separation: 3 });
const TRAINING = {
  data: splitDataSet(randomStream("split"), DATA, 0.5),
  clients: 10,
  alpha: 0.5,
  rounds: 6,
};
const QUIET = { channel: "none", layout: "chain", probability: 0 } as const;

function systemWith(shots: number | null, attack: TrainedSystem["attack"] = null): TrainedSystem {
  return {
    setting: { clusterSize: 5, remainder: "balanced", shots, noise: QUIET },
    rule: { rule: "mean", options: {}, tolerate: () => 0 },
    attack,
  };
}

test("plain training is federated averaging with equal weights, and clusters that are read exactly are no other", async () => {
  const rng = randomStream("t");
  const { accuracies } = await trainFederated(
    rng.fork("training"),
    { ...TRAINING, ...LOCAL_TRAINING },
    {
      aggregate: ({ rows, columns, data }) =>
        Float64Array.from({ length: columns }, (_, c) => {
          let sum = 0;
          for (let r = 0; r < rows; r++) sum += data[r * columns + c]!;
          return sum / rows;
        }),
    },
  );
  expect(accuracies).toHaveLength(6);
  const plain = finalAccuracy(TRAINING, null, rng);
  expect(plain).toBe(accuracies.at(-1));
  expect(plain).toBeGreaterThan(0.6);
  expect(finalAccuracy(TRAINING, systemWith(null), rng)).toBe(plain);
});

test("an inflated bound spoils a training with finite shots, and none that is read exactly", () => {
  const rng = randomStream("t");
  const inflater = attackBy("client/bound-inflater", { lambda: 1000 }, 1, 10, rng);
  const plain = finalAccuracy(TRAINING, null, rng);
  expect(finalAccuracy(TRAINING, systemWith(null, inflater), rng)).toBeCloseTo(plain, 2);
  expect(finalAccuracy(TRAINING, systemWith(100, inflater), rng)).toBeLessThan(plain - 0.1);
});

function contextOf(trials: number, data: AuditContext["data"]): AuditContext {
  const settings = { clusterSize: 3, remainder: "short", shots: 300, noise: QUIET } as const;
  const rng = randomStream("convergence");
  return {
    settings,
    effort: { lawRuns: 1, rounds: 1, samples: 1, trials },
    rounds: [measureRound({ ...zeros(9, 2), data: new Float64Array(18).fill(0.5) }, settings, rng)],
    rng,
    data,
  };
}

test("trainings are measured on the run's data, clusters and shots, each beside plain ones of the same seeds", () => {
  const evidence = gatherConvergence(contextOf(200, DATA));
  expect(evidence).toMatchObject({ data: "generated", clients: 9, clusterSize: 3, shots: 300, seeds: 4 });
  expect(evidence.trainSamples + evidence.testSamples).toBe(400);
  const attacks = evidence.trainings.map(({ rule, adversary, byzantine }) => [rule, adversary, byzantine]);
  expect(attacks).toEqual([
    ["mean", null, 0],
    ["mean", "min-max", 1],
    ["median", "min-max", 1],
    ["mean", "bound-inflater:lambda=100", 1],
    ["median", "bound-inflater:lambda=100", 1],
  ]);
  expect(evidence.plainAccuracy).toBeGreaterThan(0.6);
  for (const { accuracy, loss } of evidence.trainings) {
    expect(loss.value).toBeCloseTo(evidence.plainAccuracy - accuracy, 12);
    expect(loss.upper - loss.value).toBeCloseTo(loss.value - loss.lower, 12);
    expect(loss.upper).toBeGreaterThan(loss.lower);
  }
  expect(evidence).toEqual(gatherConvergence(contextOf(200, DATA)));
});

const TINY = generateDataSet(randomStream("tiny"), { samples: 90, features: 3, classes: 2 });

test("more repetitions are more seeds and rules", () => {
  const evidence = gatherConvergence(contextOf(5000, TINY));
  expect(evidence.seeds).toBe(10);
  expect(evidence.trainings.length).toBeGreaterThan(5);
});
