import { completeOptions } from "../../adversaries/adversary.ts";
import type { OptionValues } from "../../adversaries/adversary.ts";
import { backdoor } from "../../adversaries/client/backdoor.ts";
import { showTrigger } from "../../adversaries/trigger.ts";
import type { DataSet } from "../learning/data-set.ts";
import { federatedRounds } from "../learning/federated-training.ts";
import { parameterCount, predictClasses } from "../learning/softmax-regression.ts";
import { poisoned, poisonsData, stageRound } from "./play-round.ts";
import { scoreRound } from "./score-round.ts";
import type { RoundScore } from "./score-round.ts";
import type { Cell, TrialPlan } from "./setting.ts";
import { campaignData, LOCAL_TRAINING, localUpdate } from "./source.ts";
import { hardeningAt } from "./hardening-at.ts";
import { followSuspicion } from "./suspicion.ts";
import { attackOf, playOnReference, ruleOf, settingOf, trialStream } from "./trial.ts";
import type { Player, TrialResult } from "./trial.ts";

/** How many samples of other classes are taken for the target when they show the trigger; null without a trigger. */
export function triggerSuccess(
  test: DataSet,
  options: OptionValues,
): ((parameters: Float64Array) => number) | null {
  if (options["target"] === undefined) return null;
  const target = Math.min(Number(options["target"]), test.classes - 1);
  const triggered = showTrigger(test, options);
  const others = Array.from(test.labels.keys()).filter((i) => test.labels[i] !== target);
  return (parameters) => {
    const predicted = predictClasses(parameters, triggered);
    return others.filter((i) => predicted[i] === target).length / Math.max(1, others.length);
  };
}

/**
 * One whole federated training under attack: in each round every client trains from the model of the last one, the
 * attackers among them act, and what the round returns is added to the model; a round without an update leaves it.
 * Cluster size 1 with exact expectations and no noise is plain federated learning. Who holds which data is drawn for each
 * trial anew, and is the same for all cells, so that these can be compared trial by trial.
 *
 * @throws whatever a training or a round refuses
 */
export async function runTrainingTrial(
  { index, cell }: { readonly index: number; readonly cell: Cell },
  trial: number,
  { rounds, seed, hardening }: Pick<TrialPlan, "rounds" | "seed" | "hardening">,
  dataSet: DataSet,
  player: Player = playOnReference,
): Promise<TrialResult> {
  const rng = trialStream(seed, trial);
  const attack = attackOf(cell, rng);
  const byzantine = new Set(attack?.members ?? []);
  const suspicion = followSuspicion(cell.clients, byzantine);
  const training = rng.fork("training");
  const data = campaignData(dataSet, training);
  // Where nobody attacks, how often the usual trigger looks like the target by itself.
  const success = triggerSuccess(data.test, attack?.options ?? completeOptions(backdoor, {}));
  const scores: RoundScore[] = [];
  const accuracies: number[] = [];
  const successes: number[] = [];
  let model = new Float64Array(parameterCount(data.train.features.columns, data.train.classes));
  const trained = federatedRounds(
    training,
    { data, clients: cell.clients, alpha: cell.alpha!, rounds, ...LOCAL_TRAINING },
    {
      clientData: (client, honest) =>
        attack !== null && byzantine.has(client) && poisonsData(attack.adversary, attack.options)
          ? poisoned(attack, honest, rng.fork(`poison/${client}`))
          : honest,
      aggregate: async (updates, { round }) => {
        const stream = rng.fork(`round/${round}`);
        const reference = localUpdate(model, data.root, LOCAL_TRAINING, training.fork(`reference/${round}`));
        const setting = settingOf(cell, reference, hardening && hardeningAt(hardening, round, rng.label));
        const rule = ruleOf(cell);
        const staged = stageRound(updates, attack, setting, rule, stream.fork("adversary"));
        const [judged] = await player(staged, setting, [rule], stream.fork("round"));
        scores.push(scoreRound(judged!, staged.target, byzantine));
        suspicion.add(judged!);
        return judged!.update ?? new Float64Array(updates.columns);
      },
    },
  );
  for await (const { parameters, accuracy } of trained) {
    model = parameters.slice();
    accuracies.push(accuracy);
    if (success !== null) successes.push(success(parameters));
  }
  return {
    cell: index,
    trial,
    rounds: scores,
    ...suspicion.trace,
    training: { accuracies, success: success === null ? null : successes },
  };
}
