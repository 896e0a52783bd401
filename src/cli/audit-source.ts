import { basename } from "node:path";
import type { UpdatesOrigin } from "../audit/report.ts";
import { dataError } from "../base/data-error.ts";
import { randomStream } from "../base/random.ts";
import { readDataSet } from "../io/data-set.ts";
import { readUpdates } from "../io/updates.ts";
import { scaleFeatures, splitDataSet } from "../learning/data-set.ts";
import type { DataSet } from "../learning/data-set.ts";
import { federatedRounds } from "../learning/federated-training.ts";
import { generateDataSet } from "../learning/generate-data-set.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { TRAINING } from "./audit-options.ts";
import type { AuditOptions } from "./audit-options.ts";
import type { Progress } from "./progress.ts";

/** Model updates, and where they come from. */
export interface AuditSource {
  readonly updates: UpdateRounds;
  readonly origin: UpdatesOrigin;
  /** The data set of the user's that they were trained on, if any. */
  readonly data?: DataSet | undefined;
}

/** A source that was found good: how many clients it has, and what yields its updates. */
export interface OpenSource {
  readonly clients: number;
  readonly take: (progress: Progress) => Promise<AuditSource>;
}

async function openFile(file: string): Promise<OpenSource> {
  const updates = await readUpdates(file);
  const { rows: clients, columns: coordinates } = updates[0]!;
  if (clients < 2) throw dataError(file, "expected at least two clients, got one");
  const origin = { source: basename(file), clients, coordinates, rounds: updates.length, accuracies: [] };
  return { clients, take: () => Promise.resolve({ updates, origin }) };
}

async function openTraining(options: AuditOptions): Promise<OpenSource> {
  const { dataset, clients = TRAINING.clients, alpha = TRAINING.alpha, rounds = TRAINING.rounds } = options;
  const rng = randomStream(options.seed).fork("training");
  const data =
    dataset === undefined ? generateDataSet(rng.fork("data")) : scaleFeatures(await readDataSet(dataset));
  const name = dataset === undefined ? "generated data" : basename(dataset);
  const take = async (progress: Progress): Promise<AuditSource> => {
    const { localSteps, learningRate } = TRAINING;
    const split = splitDataSet(rng.fork("split"), data);
    const training = { data: split, clients, alpha, rounds, localSteps, learningRate };
    const updates = [];
    const accuracies = [];
    for await (const finished of federatedRounds(rng, training)) {
      updates.push(finished.updates);
      accuracies.push(finished.accuracy);
      progress.update("training", updates.length, rounds, `accuracy ${finished.accuracy.toFixed(3)}`);
    }
    const source = `softmax regression trained on ${name} (Dirichlet ${alpha})`;
    const coordinates = updates[0]!.columns;
    return {
      updates,
      origin: { source, clients, coordinates, rounds, accuracies },
      data: dataset === undefined ? undefined : { ...data, name },
    };
  };
  return { clients, take };
}

/**
 * Reads what the options name.
 *
 * @throws a data error for a file that is not good
 */
export async function openSource(options: AuditOptions): Promise<OpenSource> {
  return options.updates === undefined ? await openTraining(options) : await openFile(options.updates);
}
