import { checkInteger, checkVector } from "../base/check.ts";
import type { Matrix } from "../base/matrix.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { DataSet, SplitDataSet } from "./data-set.ts";
import { checkDataSet, selectSamples } from "./data-set.ts";
import { partitionByLabel } from "./dirichlet.ts";
import { accuracyOf, checkTrainingOptions, parameterCount, trainSoftmax } from "./softmax-regression.ts";
import type { UpdateRounds } from "./update-rounds.ts";

/** A federated training: who holds what, and how long and how fast each one learns. */
export interface FederatedOptions {
  /** `train` is spread over the clients; `test` stays with whoever judges. */
  readonly data: SplitDataSet;
  /** N, at most the number of training samples. */
  readonly clients: number;
  /** Dirichlet concentration of the label skew, above 0; see {@link partitionByLabel}. */
  readonly alpha: number;
  readonly rounds: number;
  /** Gradient steps of each client in each round. */
  readonly localSteps: number;
  readonly learningRate: number;
  /** Samples a local step; all of the client's when not given. */
  readonly batchSize?: number;
}

/** What an aggregation may use besides the updates. */
export interface AggregationInfo {
  /** From 0. */
  readonly round: number;
  /** How many samples each client trains on. */
  readonly sampleCounts: Float64Array;
}

/** From the clients' updates (N × d) to the step of the global parameters (d finite numbers). */
export type Aggregate = (updates: Matrix, info: AggregationInfo) => Float64Array | Promise<Float64Array>;

/** Where others may act on the training. */
export interface FederatedHooks {
  /** How updates become one; {@link weightedMean} by sample counts when not given. */
  readonly aggregate?: Aggregate;
  /** What a client trains on instead of its own data, asked once before the first round. */
  readonly clientData?: (client: number, data: DataSet) => DataSet;
}

/** One round of a training, after its aggregate was applied. */
export interface FederatedRound {
  /** From 0. */
  readonly round: number;
  /** N × d: client c's parameters after its local steps, less the global ones before them. */
  readonly updates: Matrix;
  readonly sampleCounts: Float64Array;
  /** The global parameters after the round. */
  readonly parameters: Float64Array;
  /** On the test data, after the round. */
  readonly accuracy: number;
}

/** A whole training. */
export interface FederatedResult {
  readonly rounds: UpdateRounds;
  /** Test accuracy after each round. */
  readonly accuracies: readonly number[];
  readonly sampleCounts: Float64Array;
  /** The global parameters after the last round. */
  readonly parameters: Float64Array;
}

/**
 * FedAvg's aggregate (McMahan et al. 2017, arXiv 1602.05629, algorithm 1): Σ_c n_c u_c / Σ_c n_c.
 *
 * @throws RangeError unless there is one weight ≥ 0 a row and their sum is above 0
 */
export function weightedMean(updates: Matrix, weights: ArrayLike<number>): Float64Array {
  if (weights.length !== updates.rows)
    throw rangeRefusal("weights", `${updates.rows} numbers`, weights.length);
  checkVector("weights", weights);
  const negative = Array.from(weights).findIndex((weight) => weight < 0);
  if (negative >= 0) throw rangeRefusal(`weights[${negative}]`, "a number of at least 0", weights[negative]);
  const total = Array.from(weights).reduce((a, b) => a + b);
  if (total === 0) throw rangeRefusal("weights", "one above 0", weights);
  const mean = new Float64Array(updates.columns);
  for (let c = 0; c < updates.rows; c++) {
    const share = weights[c]! / total;
    const row = rowOf(updates, c);
    for (let j = 0; j < mean.length; j++) mean[j]! += share * row[j]!;
  }
  return mean;
}

/** The clients of a federated training. */
export interface FederatedClients {
  /** How many samples each client trains on. */
  readonly sampleCounts: Float64Array;
  /** What everyone's local steps from the global parameters change: N × d. Batches are drawn anew at each call. */
  readonly train: (parameters: Float64Array) => Matrix;
}

/** One client: its data, and its stream for batches. */
interface Client {
  readonly data: DataSet;
  readonly rng: RandomStream;
}

function makeClients(
  rng: RandomStream,
  options: Omit<FederatedOptions, "rounds">,
  hooks: FederatedHooks,
): readonly Client[] {
  const { data, clients, alpha } = options;
  const { labels, classes, features } = data.train;
  return partitionByLabel(rng.fork("partition"), labels, classes, clients, alpha).map((samples, client) => {
    const own = selectSamples(data.train, samples);
    const used = hooks.clientData?.(client, own) ?? own;
    const name = `clientData(${client})`;
    checkDataSet(name, used);
    if (used.classes !== classes || used.features.columns !== features.columns) {
      throw rangeRefusal(name, `${features.columns} features and ${classes} classes`, used);
    }
    return { data: used, rng: rng.fork(`client/${client}`) };
  });
}

function checkOptions(options: Omit<FederatedOptions, "rounds">): void {
  const { train, test } = options.data;
  checkDataSet("data.train", train);
  checkDataSet("data.test", test);
  if (test.classes !== train.classes || test.features.columns !== train.features.columns) {
    throw rangeRefusal("data.test", "the features and classes of data.train", test);
  }
  checkInteger("localSteps", options.localSteps, { min: 1 });
}

/**
 * Spreads the data over clients that train when they are asked to, for who goes from round to round by himself;
 * {@link federatedRounds} does it for everyone else and says what is drawn from which stream.
 *
 * @throws TypeError or RangeError for options out of range or data that do not fit together
 */
export function federatedClients(
  rng: RandomStream,
  options: Omit<FederatedOptions, "rounds">,
  hooks: Pick<FederatedHooks, "clientData"> = {},
): FederatedClients {
  checkOptions(options);
  const { data, localSteps, learningRate, batchSize } = options;
  const training = { steps: localSteps, learningRate, ...(batchSize === undefined ? {} : { batchSize }) };
  checkTrainingOptions(training);
  const clients = makeClients(rng, options, hooks);
  const length = parameterCount(data.train.features.columns, data.train.classes);
  return {
    sampleCounts: Float64Array.from(clients, (client) => client.data.features.rows),
    train: (parameters) => {
      const updates = zeros(clients.length, length);
      for (const [c, client] of clients.entries()) {
        const local = trainSoftmax(client.rng, parameters, client.data, training);
        const row = rowOf(updates, c);
        for (let j = 0; j < length; j++) row[j] = local[j]! - parameters[j]!;
      }
      return updates;
    },
  };
}

/**
 * Federated averaging of softmax regression, round by round as it goes on, so that a caller may stream updates,
 * show progress or stop early. From zero parameters; in each round every client takes `localSteps`
 * gradient steps on its own data from the global parameters, and the aggregate of what each one
 * changed is added to these: w ← w + aggregate(u_1, …, u_N) (McMahan et al. 2017, arXiv 1602.05629).
 *
 * d = classes · (features + 1). The partition draws from `rng.fork("partition")`, client c's batches from
 * `rng.fork("client/c")`: one client more moves no other's draws.
 *
 * @throws TypeError or RangeError, at the first round, for options out of range or data that do not fit
 *   together; RangeError for an aggregate that is not d finite numbers
 */
export async function* federatedRounds(
  rng: RandomStream,
  options: FederatedOptions,
  hooks: FederatedHooks = {},
): AsyncGenerator<FederatedRound, void, void> {
  const { data, rounds } = options;
  checkInteger("rounds", rounds, { min: 1 });
  const { sampleCounts, train } = federatedClients(rng, options, hooks);
  const aggregate = hooks.aggregate ?? ((updates) => weightedMean(updates, sampleCounts));
  const length = parameterCount(data.train.features.columns, data.train.classes);

  let parameters = new Float64Array(length);
  for (let round = 0; round < rounds; round++) {
    const updates = train(parameters);
    const step = await aggregate(updates, { round, sampleCounts });
    checkVector("aggregate", step);
    if (step.length !== length) throw rangeRefusal("aggregate", `${length} numbers`, step.length);
    parameters = parameters.map((value, j) => value + step[j]!);
    yield { round, updates, sampleCounts, parameters, accuracy: accuracyOf(parameters, data.test) };
  }
}

/**
 * Runs {@link federatedRounds} to the end and collects the updates of all rounds.
 *
 * @throws as federatedRounds
 */
export async function trainFederated(
  rng: RandomStream,
  options: FederatedOptions,
  hooks: FederatedHooks = {},
): Promise<FederatedResult> {
  const rounds: FederatedRound[] = [];
  for await (const round of federatedRounds(rng, options, hooks)) rounds.push(round);
  const { sampleCounts, parameters } = rounds.at(-1)!;
  return {
    rounds: rounds.map(({ updates }) => updates),
    accuracies: rounds.map(({ accuracy }) => accuracy),
    sampleCounts,
    parameters,
  };
}
