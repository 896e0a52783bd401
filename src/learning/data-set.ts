import { checkInteger } from "../base/check.ts";
import type { Matrix } from "../base/matrix.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { shuffledIndices } from "./shuffle.ts";

/** The most classes that a data set may have: labels are 16-bit. */
export const MAX_CLASSES = 65_536;

/** Labelled samples: row i of `features` (samples × features) has the class `labels[i]`, 0 ≤ label < `classes`. */
export interface DataSet {
  readonly name: string;
  readonly features: Matrix;
  readonly labels: Uint16Array;
  readonly classes: number;
}

/** A data set in two disjoint parts. */
export interface SplitDataSet {
  readonly train: DataSet;
  readonly test: DataSet;
}

/**
 * Checks that a data set has a label for every sample and no label beyond its classes.
 *
 * @throws TypeError or RangeError that names the offending part
 */
export function checkDataSet(name: string, { features, labels, classes }: DataSet): void {
  checkInteger(`${name}.features.rows`, features.rows, { min: 1 });
  checkInteger(`${name}.features.columns`, features.columns, { min: 1 });
  checkInteger(`${name}.classes`, classes, { min: 1, max: MAX_CLASSES });
  if (labels.length !== features.rows) {
    throw rangeRefusal(`${name}.labels`, `${features.rows} labels, one a sample`, labels.length);
  }
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0) throw rangeRefusal(`${name}.labels[${wrong}]`, `a class below ${classes}`, labels[wrong]);
}

/** The samples with the given indices, in that order (a copy). */
export function selectSamples(dataSet: DataSet, indices: ArrayLike<number>): DataSet {
  const features = zeros(indices.length, dataSet.features.columns);
  const labels = new Uint16Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    features.data.set(rowOf(dataSet.features, indices[i]!), i * features.columns);
    labels[i] = dataSet.labels[indices[i]!]!;
  }
  return { ...dataSet, features, labels };
}

/**
 * Divides every feature by the largest magnitude of the whole set, so that all are within [−1, 1], and
 * within [0, 1] if none is negative. One factor for all: what a feature weighs beside another stays, and no
 * statistic of a single feature is needed, which federated clients could not know.
 */
export function scaleFeatures(dataSet: DataSet): DataSet {
  let largest = 0;
  for (const value of dataSet.features.data) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return dataSet;
  return {
    ...dataSet,
    features: { ...dataSet.features, data: dataSet.features.data.map((value) => value / largest) },
  };
}

/**
 * Splits a data set at random into a training and a test part; both keep the shuffled order.
 *
 * @param testShare the part for tests, in (0, 1); rounded to whole samples, at least one on either side
 * @throws RangeError for a share outside (0, 1) or fewer than two samples
 */
export function splitDataSet(rng: RandomStream, dataSet: DataSet, testShare = 0.2): SplitDataSet {
  const samples = dataSet.features.rows;
  checkInteger("dataSet.features.rows", samples, { min: 2 });
  if (!(testShare > 0 && testShare < 1)) {
    throw rangeRefusal("testShare", "a number above 0 and below 1", testShare);
  }
  const tests = Math.min(samples - 1, Math.max(1, Math.round(samples * testShare)));
  const order = shuffledIndices(rng, samples);
  return {
    train: selectSamples(dataSet, order.subarray(tests)),
    test: selectSamples(dataSet, order.subarray(0, tests)),
  };
}
