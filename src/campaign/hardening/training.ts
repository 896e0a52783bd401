import type { RandomStream } from "../../base/random.ts";
import { splitDataSet } from "../../learning/data-set.ts";
import type { DataSet } from "../../learning/data-set.ts";
import { trainFederated } from "../../learning/federated-training.ts";
import { generateDataSet } from "../../learning/generate-data-set.ts";
import { largestMagnitude } from "../../protocol/encode.ts";
import { hardeningAt } from "../hardening-at.ts";
import { poisoned, poisonsData, stageRound } from "../play-round.ts";
import type { Attack } from "../play-round.ts";
import type { Profile } from "./measures.ts";
import { hardenedRound, MEAN } from "./play-clients.ts";
import type { Scene } from "./scene.ts";

/** A small training for each trial: softmax regression on generated data. */
const TRAINING = { alpha: 0.5, rounds: 12, localSteps: 5, learningRate: 0.5 } as const;

/** What a training came to. */
export interface HardenedTraining {
  /** On the test data, after each round. */
  readonly accuracies: readonly number[];
  readonly parameters: Float64Array;
  readonly test: DataSet;
}

/**
 * A federated training all of whose updates go through hardened rounds; a round that the profile ends leaves the model
 * as it is. A clip bound is scaled by the largest weight of the first round, which stands for what is public beforehand.
 */
export async function hardenedTraining(
  scene: Scene,
  profile: Profile,
  rng: RandomStream,
  attack: Attack | null = null,
): Promise<HardenedTraining> {
  const data = splitDataSet(rng.fork("split"), generateDataSet(rng.fork("data")), 0.25);
  const members = new Set(attack?.members ?? []);
  const poisons = attack !== null && poisonsData(attack.adversary, attack.options);
  let largest = 0;
  const { accuracies, parameters } = await trainFederated(
    rng.fork("training"),
    { data, clients: scene.clients, ...TRAINING },
    {
      clientData: (client, honest) =>
        poisons && members.has(client) ? poisoned(attack, honest, rng.fork(`poison/${client}`)) : honest,
      aggregate: (updates, { round: t }) => {
        if (t === 0) largest = largestMagnitude(updates.data);
        const clip = profile.round["clip-bound"];
        const hardening = hardeningAt(
          { ...profile.round, ...(clip && { "clip-bound": { bound: largest } }) },
          t,
          rng.label,
        );
        const setting = { ...scene, remainder: "balanced" } as const;
        const staged = stageRound(updates, attack, setting, MEAN, rng.fork(`adversary/${t}`));
        const { dropouts, edits } = staged;
        const given = { updates: staged.updates, dropouts };
        const result = hardenedRound(
          scene,
          { ...profile, round: hardening },
          given,
          rng.fork(`round/${t}`),
          edits,
        );
        return result?.update ?? new Float64Array(updates.columns);
      },
    },
  );
  return { accuracies, parameters, test: data.test };
}
