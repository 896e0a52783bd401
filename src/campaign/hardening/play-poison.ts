import { completeOptions } from "../../../adversaries/adversary.ts";
import { findAdversary } from "../../../adversaries/index.ts";
import type { RandomStream } from "../../base/random.ts";
import { rangeRefusal } from "../../base/refusal.ts";
import type { Attack } from "../play-round.ts";
import { triggerSuccess } from "../training-trial.ts";
import { drawMembers } from "../trial.ts";
import { value } from "./estimate.ts";
import type { Outcome } from "./estimate.ts";
import type { Profile } from "./measures.ts";
import type { Scenario, Scene } from "./scene.ts";
import { hardenedTraining } from "./training.ts";
import type { HardenedTraining } from "./training.ts";

/** The same training if nobody attacks. */
type Calm = () => Promise<HardenedTraining>;

function poisoning(
  id: string,
  figure: string,
  measure: (training: HardenedTraining, attack: Attack, calm: Calm) => number | Promise<number>,
): Scenario {
  const play = async (scene: Scene, profile: Profile, rng: RandomStream): Promise<Outcome> => {
    const adversary = findAdversary(id);
    if (adversary === undefined) throw rangeRefusal("adversary", "an adversary of the catalogue", id);
    const attack: Attack = {
      adversary,
      options: completeOptions(adversary, {}),
      members: drawMembers(scene.clients, scene.byzantine, rng.fork("members")),
    };
    const calm: Calm = () => hardenedTraining(scene, profile, rng);
    return value(await measure(await hardenedTraining(scene, profile, rng, attack), attack, calm));
  };
  return { adversary: id, options: {}, figure, protocol: "round", isTraining: true, play };
}

const TRIGGERED = "answers that a trigger turns into the attackers', beyond those that it turns without them";

/** A model answers with the attackers' class now and then whoever trained it: that is no gain. */
async function triggered(
  { test, parameters }: HardenedTraining,
  { options }: Attack,
  calm: Calm,
): Promise<number> {
  const success = triggerSuccess(test, options)!;
  return success(parameters) - success((await calm()).parameters);
}

/** Byzantine clients who act on what is learnt: each trial is a training. */
export const poisonScenarios: readonly Scenario[] = [
  poisoning("client/label-flip", "wrong answers that it adds after a training", async (attacked, _, calm) => {
    const { accuracies } = await calm();
    return accuracies.at(-1)! - attacked.accuracies.at(-1)!;
  }),
  poisoning("client/backdoor", TRIGGERED, triggered),
  poisoning("client/model-replacement", TRIGGERED, triggered),
];
