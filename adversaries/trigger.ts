import type { RandomStream } from "../src/base/random.ts";
import { rowOf } from "../src/base/matrix.ts";
import type { DataSet } from "../src/learning/data-set.ts";
import { shuffledIndices } from "../src/learning/shuffle.ts";
import type { OptionSpec, OptionValues } from "./adversary.ts";

/** How many of the last features a trigger sets. */
const TRIGGER_FEATURES = 4;

/** The parameters of a backdoor. */
export const TRIGGER_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  target: {
    kind: "number",
    default: 0,
    min: 0,
    integer: true,
    meaning: "the class that the trigger stands for",
  },
  share: {
    kind: "number",
    default: 0.5,
    min: 0,
    max: 1,
    meaning: "share of the members' samples that get it",
  },
  level: {
    kind: "number",
    default: 1,
    min: -1e6,
    meaning: "what the trigger sets the last four features to",
  },
};

/** A data set whose every sample shows the trigger, labels unchanged: what attack success is measured on. */
export function showTrigger(dataSet: DataSet, { level }: OptionValues): DataSet {
  return stamped(dataSet, Array.from(dataSet.labels.keys()), Number(level), undefined);
}

/** A share of the samples, drawn at random, shows the trigger and has the target as its label. */
export function stampTrigger(dataSet: DataSet, options: OptionValues, rng: RandomStream): DataSet {
  const count = Math.round(Number(options["share"]) * dataSet.labels.length);
  const chosen = shuffledIndices(rng, dataSet.labels.length).subarray(0, count);
  const target = Math.min(Number(options["target"]), dataSet.classes - 1);
  return stamped(dataSet, chosen, Number(options["level"]), target);
}

function stamped(
  dataSet: DataSet,
  samples: Iterable<number>,
  level: number,
  target: number | undefined,
): DataSet {
  const features = { ...dataSet.features, data: dataSet.features.data.slice() };
  const labels = dataSet.labels.slice();
  for (const sample of samples) {
    rowOf(features, sample).fill(level, Math.max(0, features.columns - TRIGGER_FEATURES));
    if (target !== undefined) labels[sample] = target;
  }
  return { ...dataSet, features, labels };
}
