import { columnMeans } from "../../../adversaries/columns.ts";
import type { RandomStream } from "../../base/random.ts";
import { rate, value } from "./estimate.ts";
import type { Outcome } from "./estimate.ts";
import type { Profile } from "./measures.ts";
import { hardenedRound, squaredError } from "./play-clients.ts";
import { standardUpdates } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { hardenedTraining } from "./training.ts";

/** Right answers of a model that is good enough. */
const GOOD = 0.7;

/** What a profile costs honest clients; of each, more is worse. */
export const COSTS = {
  variance: "squared relative error of the update",
  clusters: "honest clusters that are not in the update",
  states: "states that a client takes part in",
  keys: "key bits of a client in a masked round",
  accuracy: "wrong answers after a training",
  rounds: "rounds of a training until 70 % of the answers are right",
} as const;

export type CostName = keyof typeof COSTS;

/** What an honest round with clusters costs. */
export function roundCosts(
  scene: Scene,
  profile: Profile,
  rng: RandomStream,
): Readonly<Record<"variance" | "clusters" | "states", Outcome>> {
  const updates = standardUpdates(scene.clients, scene.coordinates, rng.fork("updates"));
  const result = hardenedRound(scene, profile, { updates }, rng.fork("round"));
  if (result === null) return { variance: value(1), clusters: rate(1, 1), states: value(0) };
  const [link] = result.transcript.links;
  return {
    variance: value(squaredError(columnMeans(updates), result.update)),
    clusters: rate(result.accepted.filter((accepted) => !accepted).length, result.accepted.length),
    states: value(link!.qubitsEachWay! + link!.testQubits),
  };
}

/** What a training of honest clients costs; one that never gets good counts as a round more than it has. */
export async function trainingCosts(
  scene: Scene,
  profile: Profile,
  rng: RandomStream,
): Promise<Readonly<Record<"accuracy" | "rounds", Outcome>>> {
  const { accuracies } = await hardenedTraining(scene, profile, rng);
  const first = accuracies.findIndex((accuracy) => accuracy >= GOOD);
  return {
    accuracy: value(1 - accuracies.at(-1)!),
    rounds: value(1 + (first < 0 ? accuracies.length : first)),
  };
}
