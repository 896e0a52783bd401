import { columnMeans } from "../../../adversaries/columns.ts";
import type { RandomStream } from "../../base/random.ts";
import { judgeRound, measureRound } from "../../campaign/reference-player.ts";
import { stageRound } from "../../campaign/play-round.ts";
import type { Attack, RoundSetting, RuleSetting } from "../../campaign/play-round.ts";
import { LOCAL_TRAINING } from "../../campaign/source.ts";
import type { SplitDataSet } from "../../learning/data-set.ts";
import { federatedClients } from "../../learning/federated-training.ts";
import { accuracyOf, parameterCount } from "../../learning/softmax-regression.ts";

/** Who holds what, and for how many rounds it is trained. */
export interface SmallTraining {
  readonly data: SplitDataSet;
  readonly clients: number;
  /** Dirichlet concentration of the label skew. */
  readonly alpha: number;
  readonly rounds: number;
}

/** What stands between clients and model. */
export interface TrainedSystem {
  readonly setting: RoundSetting;
  readonly rule: RuleSetting;
  readonly attack: Attack | null;
}

/**
 * Trains through the protocol's rounds, or plainly, by the mean of what clients send; returns the final test accuracy.
 * A round that yields nothing leaves the model. Trainings from equal streams have equal clients.
 */
export function finalAccuracy(
  { data, clients, alpha, rounds }: SmallTraining,
  system: TrainedSystem | null,
  rng: RandomStream,
): number {
  const { train } = federatedClients(rng.fork("training"), { data, clients, alpha, ...LOCAL_TRAINING });
  let model = new Float64Array(parameterCount(data.train.features.columns, data.train.classes));
  for (let round = 0; round < rounds; round++) {
    const updates = train(model);
    const stream = rng.fork(`round/${round}`);
    let step: Float64Array | null = null;
    if (system === null) step = columnMeans(updates);
    else {
      const { setting, rule, attack } = system;
      const staged = stageRound(updates, attack, setting, rule, stream.fork("adversary"));
      const measured = measureRound(staged, setting, stream.fork("round"));
      step = judgeRound(measured, rule, setting, stream.fork("round")).update;
    }
    if (step !== null) model = model.map((value, j) => value + step[j]!);
  }
  return accuracyOf(model, data.test);
}
