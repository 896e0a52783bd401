import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { matrixFromRows, rowOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { readDataSet } from "../io/data-set.ts";
import type { DataSet } from "./data-set.ts";
import { scaleFeatures, splitDataSet } from "./data-set.ts";
import type { FederatedOptions } from "./federated-training.ts";
import { federatedRounds, trainFederated, weightedMean } from "./federated-training.ts";
import { generateDataSet } from "./generate-data-set.ts";
import { accuracyOf, parameterCount, trainSoftmax } from "./softmax-regression.ts";

const SMALL: FederatedOptions = {
  data: splitDataSet(
    randomStream("split"),
    generateDataSet(randomStream("data"), { samples: 200, features: 6, classes: 3 }),
  ),
  clients: 7,
  alpha: 0.5,
  rounds: 3,
  localSteps: 2,
  learningRate: 0.5,
};

const DIGITS_LIKE: Omit<FederatedOptions, "data"> = {
  clients: 60,
  alpha: 0.5,
  rounds: 20,
  localSteps: 5,
  learningRate: 0.5,
};

test("the weighted mean weighs each client by its share of the samples", () => {
  const updates = matrixFromRows("updates", [
    [1, 10],
    [3, -10],
    [100, 100],
  ]);
  expect([...weightedMean(updates, [3, 1, 0])]).toEqual([1.5, 5]);
  expect(() => weightedMean(updates, [1, 1])).toThrow(/"weights" expected 3 numbers/);
  expect(() => weightedMean(updates, [0, 0, 0])).toThrow(/"weights" expected one above 0/);
  expect(() => weightedMean(updates, [1, -1, 1])).toThrow(/"weights\[1\]" expected/);
});

test("a training yields N × d updates a round, its accuracies and who has how much", async () => {
  const result = await trainFederated(randomStream("shape"), SMALL);
  expect(result.rounds.map(({ rows, columns, data }) => [rows, columns, data.length])).toEqual(
    Array.from({ length: 3 }, () => [7, 21, 147]),
  );
  expect(result.accuracies).toHaveLength(3);
  expect(result.sampleCounts).toHaveLength(7);
  expect(result.sampleCounts.reduce((a, b) => a + b)).toBe(SMALL.data.train.features.rows);
  expect(result.accuracies.at(-1)).toBe(accuracyOf(result.parameters, SMALL.data.test));
});

test("one client is plain training", async () => {
  const { parameters } = await trainFederated(randomStream("one"), { ...SMALL, clients: 1 });
  const plain = trainSoftmax(randomStream("any"), new Float64Array(parameterCount(6, 3)), SMALL.data.train, {
    steps: 6,
    learningRate: 0.5,
  });
  expect(parameters).toHaveLength(21);
  for (const [j, value] of parameters.entries()) expect(value).toBeCloseTo(plain[j]!, 12);
});

test("one step a round by all clients is one step on all samples, however they are spread", async () => {
  // The mean of the clients' gradients, weighted by sample counts, is the gradient over all samples.
  const options = { ...SMALL, localSteps: 1, rounds: 4, alpha: 0.05 };
  const { parameters } = await trainFederated(randomStream("spread"), options);
  const plain = trainSoftmax(randomStream("any"), new Float64Array(21), SMALL.data.train, {
    steps: 4,
    learningRate: 0.5,
  });
  expect(parameters).toHaveLength(21);
  for (const [j, value] of parameters.entries()) expect(value).toBeCloseTo(plain[j]!, 12);
});

test("the global parameters are the sum of what the aggregates returned", async () => {
  const seen: { round: number; rows: number; counts: number }[] = [];
  const steps: Float64Array[] = [];
  const aggregate = async (updates: Matrix, info: { round: number; sampleCounts: Float64Array }) => {
    seen.push({ round: info.round, rows: updates.rows, counts: info.sampleCounts.length });
    const step = rowOf(updates, 2).map((value) => 2 * value);
    steps.push(step);
    return step;
  };
  const { parameters, rounds } = await trainFederated(randomStream("sum"), SMALL, { aggregate });
  expect(seen).toEqual([0, 1, 2].map((round) => ({ round, rows: 7, counts: 7 })));
  expect(steps).toHaveLength(3);
  for (const [j, value] of parameters.entries()) {
    expect(value).toBe(steps.reduce((sum, step) => sum + step[j]!, 0));
  }
  expect(rowOf(rounds[1]!, 2).map((value) => 2 * value)).toEqual(steps[1]);
});

test("rounds stream one by one, and a stream left early trains no further", async () => {
  let aggregated = 0;
  const aggregate = (updates: Matrix): Float64Array => {
    aggregated++;
    return weightedMean(updates, new Float64Array(updates.rows).fill(1));
  };
  const taken: number[] = [];
  for await (const { round, updates } of federatedRounds(randomStream("stream"), SMALL, { aggregate })) {
    expect(updates.rows).toBe(7);
    taken.push(round);
    if (round === 1) break;
  }
  expect([taken, aggregated]).toEqual([[0, 1], 2]);
});

/** Client 3 keeps one sample, with another label. */
const flipThird = (client: number, data: DataSet): DataSet =>
  client === 3
    ? {
        ...data,
        labels: data.labels.slice(0, 1).map((label) => 2 - label),
        features: { ...data.features, rows: 1, data: data.features.data.slice(0, 6) },
      }
    : data;

test("a client's data may be replaced, which changes its own first update and its count alone", async () => {
  const plain = await trainFederated(randomStream("hook"), SMALL);
  const poisoned = await trainFederated(randomStream("hook"), SMALL, { clientData: flipThird });
  expect(plain.sampleCounts[3]).toBeGreaterThan(1);
  expect(poisoned.sampleCounts).toEqual(plain.sampleCounts.with(3, 1));
  for (let c = 0; c < 7; c++) {
    const same = rowOf(poisoned.rounds[0]!, c).every((value, j) => value === rowOf(plain.rounds[0]!, c)[j]);
    expect(same).toBe(c !== 3);
  }
});

test("a training repeats by its stream, in batches too", async () => {
  for (const options of [SMALL, { ...SMALL, batchSize: 4 }]) {
    const run = (name: string) => trainFederated(randomStream(name), options);
    expect(await run("a")).toEqual(await run("a"));
    expect((await run("a")).rounds).not.toEqual((await run("b")).rounds);
  }
});

test("a client's batches do not depend on how many clients there are, in later rounds either", async () => {
  // With the same data for everyone and a model that stands still, the runs differ only in the number of clients.
  const { train } = SMALL.data;
  const hooks = {
    clientData: () => train,
    aggregate: (updates: Matrix) => new Float64Array(updates.columns),
  };
  const run = (clients: number) =>
    trainFederated(randomStream("batches"), { ...SMALL, clients, batchSize: 5, rounds: 2 }, hooks);
  const [few, many] = [await run(3), await run(9)];
  expect([few.rounds.length, many.rounds.length]).toEqual([2, 2]);
  for (const [t, { data, rows }] of few.rounds.entries()) {
    expect([rows, many.rounds[t]!.rows]).toEqual([3, 9]);
    expect(many.rounds[t]!.data.subarray(0, data.length)).toEqual(data);
  }
  expect(rowOf(few.rounds[0]!, 0)).not.toEqual(rowOf(few.rounds[0]!, 1));
  expect(rowOf(few.rounds[0]!, 0)).not.toEqual(rowOf(few.rounds[1]!, 0));
});

test("60 clients learn the generated data in 20 rounds", async () => {
  const data = splitDataSet(randomStream("split"), generateDataSet(randomStream("data")));
  const { accuracies, rounds } = await trainFederated(randomStream("train"), { ...DIGITS_LIKE, data });
  expect(rounds.map(({ rows, columns }) => `${rows}×${columns}`)).toEqual(
    Array.from({ length: 20 }, () => "60×650"),
  );
  expect(accuracies.at(-1)).toBeGreaterThan(0.87);
  expect(accuracies.at(-1)).toBeGreaterThan(accuracies[0]! + 0.05);
});

const digits = fileURLToPath(new URL("../../../shared/data/digits.csv", import.meta.url));

test.skipIf(!existsSync(digits))(
  "60 clients learn the digits to 90 % in 25 rounds (needs ../shared/data)",
  async () => {
    const data = splitDataSet(randomStream("split"), scaleFeatures(await readDataSet(digits)));
    const { accuracies } = await trainFederated(randomStream("train"), { ...DIGITS_LIKE, data, rounds: 25 });
    expect(accuracies).toHaveLength(25);
    expect(accuracies.at(-1)).toBeGreaterThan(0.9);
  },
);

const claimFiveClasses = (_: number, data: DataSet): DataSet => ({ ...data, classes: 5 });

test("options, data and aggregates that do not fit are refused", async () => {
  const rng = randomStream("refused");
  const refuse = (options: Partial<FederatedOptions>, problem: RegExp) =>
    expect(trainFederated(rng, { ...SMALL, ...options })).rejects.toThrow(problem);
  await refuse({ clients: 0 }, /"clients" expected/);
  await refuse({ clients: 161 }, /"clients" expected/);
  await refuse({ alpha: 0 }, /"alpha" expected/);
  await refuse({ rounds: 0 }, /"rounds" expected/);
  await refuse({ localSteps: 0 }, /"localSteps" expected/);
  await refuse({ learningRate: -1 }, /"learningRate" expected/);
  await refuse({ batchSize: 0.5 }, /"batchSize" expected/);
  const { train, test } = SMALL.data;
  await refuse({ data: { train, test: { ...test, classes: 4 } } }, /"data\.test" expected/);
  for (const step of [new Float64Array(20), new Float64Array(21).fill(Number.NaN)]) {
    await expect(trainFederated(rng, SMALL, { aggregate: () => step })).rejects.toThrow(
      /"aggregate(\[0\])?" expected/,
    );
  }
  await expect(trainFederated(rng, SMALL, { clientData: claimFiveClasses })).rejects.toThrow(
    /"clientData\(0\)" expected/,
  );
});
