import { columnMeans } from "../../../adversaries/columns.ts";
import type { RandomStream } from "../../base/random.ts";
import { generateDataSet } from "../../learning/generate-data-set.ts";
import { splitDataSet } from "../../learning/data-set.ts";
import { trainFederated } from "../../learning/federated-training.ts";
import { largestMagnitude } from "../../protocol/encode.ts";
import { round } from "../../protocol/round.ts";
import { rate, value } from "./estimate.ts";
import type { Outcome } from "./estimate.ts";
import { hardeningAt } from "../hardening-at.ts";
import type { Profile } from "./measures.ts";
import { hardenedRound, relativeError } from "./play-clients.ts";
import { standardUpdates } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** Something that a profile costs an honest round, measured; more is worse. */
export interface Cost {
  readonly what: string;
  readonly measure: (scene: Scene, profile: Profile, rng: RandomStream) => Outcome;
}

/** Costs of a round with clusters. */
export const ROUND_COSTS: readonly Cost[] = [
  {
    what: "squared relative error of the update",
    measure: (scene, profile, rng) => {
      const updates = standardUpdates(scene.clients, scene.coordinates, rng.fork("updates"));
      const result = hardenedRound(scene, profile, { updates }, rng.fork("round"));
      return value(result === null ? 1 : relativeError(columnMeans(updates), result.update) ** 2);
    },
  },
  {
    what: "honest clusters that are not in the update",
    measure: (scene, profile, rng) => {
      const updates = standardUpdates(scene.clients, scene.coordinates, rng.fork("updates"));
      const result = hardenedRound(scene, profile, { updates }, rng.fork("round"));
      if (result === null) return rate(1, 1);
      const lost = result.accepted.filter((accepted) => !accepted).length;
      return rate(lost, result.accepted.length);
    },
  },
  {
    what: "states that a client takes part in",
    measure: (scene, profile, rng) => {
      const updates = standardUpdates(scene.clients, scene.coordinates, rng.fork("updates"));
      const result = hardenedRound(scene, profile, { updates }, rng.fork("round"));
      const [link] = result?.transcript.links ?? [];
      return value(link === undefined ? 0 : link.qubitsEachWay! + link.testQubits);
    },
  },
];

/** A small training for each trial: 12 rounds of softmax regression on generated data. */
const TRAINING = { alpha: 0.5, rounds: 12, localSteps: 5, learningRate: 0.5 } as const;

/**
 * Wrong answers of a model on test data after a federated training, all of whose updates go through hardened rounds.
 * A clip bound is scaled by the largest weight of the first round, which stands for what is public beforehand.
 */
export async function trainingErrors(scene: Scene, profile: Profile, rng: RandomStream): Promise<Outcome> {
  const { clients, clusterSize, shots, noise } = scene;
  const data = splitDataSet(rng.fork("split"), generateDataSet(rng.fork("data")), 0.25);
  let largest = 0;
  const { accuracies } = await trainFederated(
    rng.fork("training"),
    { data, clients, ...TRAINING },
    {
      aggregate: (updates, { round: t }) => {
        if (t === 0) largest = largestMagnitude(updates.data);
        const clip = profile.round["clip-bound"];
        const hardening = hardeningAt(
          { ...profile.round, ...(clip && { "clip-bound": { bound: largest } }) },
          t,
          rng.label,
        );
        const request = { updates, clusterSize, shots, noise, hardening } as const;
        return round({ ...request, remainder: "balanced", rule: "mean", tolerate: 0 }, rng.fork(`round/${t}`))
          .update;
      },
    },
  );
  return value(1 - accuracies.at(-1)!);
}
