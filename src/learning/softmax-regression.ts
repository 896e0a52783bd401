import { checkInteger, checkNumber } from "../base/check.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { DataSet } from "./data-set.ts";
import { shuffleFront } from "./shuffle.ts";
import { addBlockGradient, BLOCK, writeBlockLogits } from "./softmax-block.ts";

/**
 * Multinomial logistic regression: Pr[class c | x] = exp(w_c·x + b_c) / Σ_e exp(w_e·x + b_e).
 *
 * Parameters are one flat vector of classes · (features + 1) numbers, class by class: the weights w_c and
 * then the bias b_c.
 */
export function parameterCount(features: number, classes: number): number {
  return classes * (features + 1);
}

function checkParameters(parameters: Float64Array, { features, classes }: DataSet): void {
  const expected = parameterCount(features.columns, classes);
  if (parameters.length !== expected) {
    throw rangeRefusal("parameters", `${expected} numbers, classes · (features + 1)`, parameters.length);
  }
}

/** Writes w_c·x + b_c of one sample for every class. */
function writeLogits(
  parameters: Float64Array,
  { features, classes }: DataSet,
  sample: number,
  out: Float64Array,
) {
  const { columns, data } = features;
  for (let c = 0, at = 0; c < classes; c++) {
    let sum = 0;
    for (let f = sample * columns; f < (sample + 1) * columns; f++) sum += parameters[at++]! * data[f]!;
    out[c] = sum + parameters[at++]!;
  }
}

/** Turns the logits of one sample, from one place to before another, into probabilities; returns log Σ exp of them. */
function normalise(logits: Float64Array, from: number, to: number): number {
  let largest = -Infinity;
  for (let c = from; c < to; c++) largest = Math.max(largest, logits[c]!);
  let total = 0;
  // Exponents of at most 0: a large logit must not overflow.
  for (let c = from; c < to; c++) total += logits[c] = Math.exp(logits[c]! - largest);
  for (let c = from; c < to; c++) logits[c]! /= total;
  return largest + Math.log(total);
}

/**
 * The mean cross-entropy −(1/n) Σ ln Pr[label | x] over all samples, in nats.
 *
 * @throws RangeError if the parameters' number does not fit the data
 */
export function softmaxLoss(parameters: Float64Array, dataSet: DataSet): number {
  checkParameters(parameters, dataSet);
  const logits = new Float64Array(dataSet.classes);
  let sum = 0;
  for (let i = 0; i < dataSet.labels.length; i++) {
    writeLogits(parameters, dataSet, i, logits);
    const own = logits[dataSet.labels[i]!]!;
    sum += normalise(logits, 0, logits.length) - own;
  }
  return sum / dataSet.labels.length;
}

/**
 * The gradient of the mean cross-entropy: for class c (1/n) Σ (Pr[c | x] − [c = label])·(x, 1).
 *
 * @param samples the indices to average over (at least one); all when not given
 * @returns a vector of the parameters' layout
 * @throws RangeError if the parameters' number does not fit the data
 */
export function softmaxGradient(
  parameters: Float64Array,
  dataSet: DataSet,
  samples?: ArrayLike<number>,
): Float64Array {
  checkParameters(parameters, dataSet);
  const { features, labels, classes } = dataSet;
  const count = samples?.length ?? features.rows;
  const gradient = new Float64Array(parameters.length);
  const rows = new Uint32Array(BLOCK);
  const residuals = new Float64Array(BLOCK * classes);
  for (let i = 0; i < count; i += BLOCK) {
    for (let j = 0; j < BLOCK; j++) {
      const at = Math.min(i + j, count - 1);
      rows[j] = samples === undefined ? at : samples[at]!;
    }
    writeBlockLogits(parameters, features, classes, rows, residuals);
    for (let j = 0; j < BLOCK; j++) {
      const [from, to] = [j * classes, (j + 1) * classes];
      normalise(residuals, from, to);
      residuals[from + labels[rows[j]!]!]! -= 1;
      // Whoever only fills the last block has no part in the mean.
      if (i + j >= count) residuals.fill(0, from, to);
    }
    addBlockGradient(gradient, features, rows, residuals, count);
  }
  return gradient;
}

/** The most probable class of each sample, the lowest if several are. @throws RangeError if the parameters' number does not fit. */
export function predictClasses(parameters: Float64Array, dataSet: DataSet): Uint16Array {
  checkParameters(parameters, dataSet);
  const logits = new Float64Array(dataSet.classes);
  return Uint16Array.from({ length: dataSet.features.rows }, (_, i) => {
    writeLogits(parameters, dataSet, i, logits);
    let best = 0;
    for (let c = 1; c < logits.length; c++) if (logits[c]! > logits[best]!) best = c;
    return best;
  });
}

/** The share of samples whose predicted class is their label. @throws RangeError if the parameters' number does not fit. */
export function accuracyOf(parameters: Float64Array, dataSet: DataSet): number {
  const predicted = predictClasses(parameters, dataSet);
  return predicted.reduce((hits, c, i) => hits + (c === dataSet.labels[i] ? 1 : 0), 0) / predicted.length;
}

/** How a model is trained on one set of samples. */
export interface TrainingOptions {
  /** Gradient steps, at least 1. */
  readonly steps: number;
  /** Above 0. */
  readonly learningRate: number;
  /**
   * Samples a step, drawn without replacement within the step; all samples when not given or not fewer
   * than there are, and then nothing is drawn.
   */
  readonly batchSize?: number;
}

/** Checks training options. @throws TypeError or RangeError that names the offending one. */
export function checkTrainingOptions({ steps, learningRate, batchSize }: TrainingOptions): void {
  checkInteger("steps", steps, { min: 1 });
  checkNumber("learningRate", learningRate, { min: Number.MIN_VALUE });
  if (batchSize !== undefined) checkInteger("batchSize", batchSize, { min: 1 });
}

/**
 * Gradient descent on the mean cross-entropy: w ← w − rate · gradient, `steps` times.
 *
 * @param parameters where to start; left as they are
 * @returns the new parameters
 * @throws TypeError or RangeError for options out of range and parameters that do not fit the data
 */
export function trainSoftmax(
  rng: RandomStream,
  parameters: Float64Array,
  dataSet: DataSet,
  options: TrainingOptions,
): Float64Array {
  checkTrainingOptions(options);
  const { steps, learningRate, batchSize = Infinity } = options;
  const samples = dataSet.features.rows;
  const trained = parameters.slice();
  const order = batchSize < samples ? Uint32Array.from({ length: samples }, (_, i) => i) : undefined;
  for (let step = 0; step < steps; step++) {
    if (order !== undefined) shuffleFront(rng, order, batchSize);
    const gradient = softmaxGradient(trained, dataSet, order?.subarray(0, batchSize));
    for (let j = 0; j < trained.length; j++) trained[j]! -= learningRate * gradient[j]!;
  }
  return trained;
}
