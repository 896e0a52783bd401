import type { Matrix } from "../base/matrix.ts";
import { rowOf } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { selectSamples, splitDataSet } from "../learning/data-set.ts";
import type { DataSet, SplitDataSet } from "../learning/data-set.ts";
import { federatedRounds } from "../learning/federated-training.ts";
import { shuffledIndices } from "../learning/shuffle.ts";
import { trainSoftmax } from "../learning/softmax-regression.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";

/** Where model updates come from, and what clients with other data would send. */
export interface UpdateSource {
  readonly clients: number;
  /** How many rounds there are. */
  readonly rounds: number;
  /** N × d: what every client sends in a round when all are honest. */
  readonly updates: (round: number) => Matrix;
  /** What a server that trains on a few samples of its own would send; null where it has none. */
  readonly reference: (round: number) => Float64Array | null;
  /** The update of a client that trains on other data; null where there are no data. */
  readonly retrained:
    | ((
        round: number,
        client: number,
        change: (honest: DataSet) => DataSet,
        rng: RandomStream,
      ) => Float64Array)
    | null;
}

/** How clients train. */
interface LocalTraining {
  readonly localSteps: number;
  readonly learningRate: number;
}

/** The one of every campaign. */
export const LOCAL_TRAINING: LocalTraining = { localSteps: 5, learningRate: 0.5 };

/** A federated training that a campaign takes its updates from. */
export interface TrainingSettings {
  readonly data: DataSet;
  readonly clients: number;
  readonly alpha: number;
  readonly rounds: number;
  readonly seed: string;
}

/** So many samples of the training set are the server's own, for rules with a trusted direction (as FLTrust has it). */
export const ROOT_SAMPLES = 100;

/** The data of a training in three parts: the clients', the server's own few, and the test set. */
export interface CampaignData extends SplitDataSet {
  readonly root: DataSet;
}

/** Splits a data set for a campaign. */
export function campaignData(data: DataSet, rng: RandomStream): CampaignData {
  const { train, test } = splitDataSet(rng.fork("split"), data);
  const order = shuffledIndices(rng.fork("root"), train.labels.length);
  const count = Math.min(ROOT_SAMPLES, Math.floor(train.labels.length / 10));
  return {
    test,
    root: selectSamples(train, order.subarray(0, Math.max(1, count))),
    train: selectSamples(train, order.subarray(Math.max(1, count))),
  };
}

/** What local training from some parameters changes. */
export function localUpdate(
  parameters: Float64Array,
  data: DataSet,
  { localSteps, learningRate }: LocalTraining,
  rng: RandomStream,
): Float64Array {
  const trained = trainSoftmax(rng, parameters, data, { steps: localSteps, learningRate });
  return trained.map((value, i) => value - parameters[i]!);
}

/** Trains honestly once and keeps, for each round, its updates and the parameters before it. */
export async function trainingSource(settings: TrainingSettings): Promise<UpdateSource> {
  const { clients, alpha, rounds, seed } = settings;
  const rng = randomStream(seed).fork("training");
  const data = campaignData(settings.data, rng);
  const own: DataSet[] = [];
  const starts: Float64Array[] = [];
  const updates: Matrix[] = [];
  const training = federatedRounds(
    rng,
    { data, clients, alpha, rounds, ...LOCAL_TRAINING },
    {
      clientData: (client, honest) => {
        own[client] = honest;
        return honest;
      },
    },
  );
  for await (const round of training) {
    // A training starts from zeros, and each later round from where the one before it ended.
    if (round.round === 0) starts.push(new Float64Array(round.parameters.length));
    starts.push(round.parameters);
    updates.push(round.updates);
  }
  return {
    clients,
    rounds,
    updates: (round) => updates[round]!,
    reference: (round) =>
      localUpdate(starts[round]!, data.root, LOCAL_TRAINING, rng.fork(`reference/${round}`)),
    retrained: (round, client, change, stream) =>
      localUpdate(starts[round]!, change(own[client]!), LOCAL_TRAINING, stream),
  };
}

/** The rounds of a file: nothing can be trained anew. */
export function fileSource(rounds: UpdateRounds): UpdateSource {
  return {
    clients: rounds[0]!.rows,
    rounds: rounds.length,
    updates: (round) => rounds[round]!,
    reference: () => null,
    retrained: null,
  };
}

/** A round's updates after some clients trained on other data. */
export function retrainedUpdates(
  source: UpdateSource,
  round: number,
  members: readonly number[],
  change: (honest: DataSet, rng: RandomStream) => DataSet,
  rng: RandomStream,
): Matrix {
  const honest = source.updates(round);
  const { retrained } = source;
  if (retrained === null) return honest;
  const updates = { ...honest, data: honest.data.slice() };
  for (const client of members) {
    const stream = rng.fork(`client/${client}`);
    const update = retrained(
      round,
      client,
      (data) => change(data, stream.fork("data")),
      stream.fork("batches"),
    );
    rowOf(updates, client).set(update);
  }
  return updates;
}
