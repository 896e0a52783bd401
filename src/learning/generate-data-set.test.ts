import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import type { DataSet } from "./data-set.ts";
import { splitDataSet } from "./data-set.ts";
import { generateDataSet } from "./generate-data-set.ts";
import { accuracyOf, parameterCount, trainSoftmax } from "./softmax-regression.ts";

test("a generated set has the size of the digits, balanced classes, features in [0, 1] and half of them dark", () => {
  const { features, labels, classes } = generateDataSet(randomStream("generate"));
  expect([features.rows, features.columns, classes, labels.length]).toEqual([1797, 64, 10, 1797]);
  expect(features.data).toHaveLength(1797 * 64);
  expect(features.data.reduce((a, b) => Math.min(a, b))).toBe(0);
  expect(features.data.reduce((a, b) => Math.max(a, b))).toBe(1);
  const dark = features.data.filter((value) => value === 0).length / features.data.length;
  expect(dark).toBeGreaterThan(0.4);
  expect(dark).toBeLessThan(0.6);
  const counts = Array.from({ length: 10 }, (_, c) => labels.filter((label) => label === c).length);
  expect(counts).toEqual([180, 180, 180, 180, 180, 180, 180, 179, 179, 179]);
});

/** Test accuracy of softmax regression. */
const reached = (separation: number): number => {
  const { train, test } = splitDataSet(
    randomStream("split"),
    generateDataSet(randomStream("generate"), { separation }),
  );
  const start = new Float64Array(parameterCount(64, 10));
  return accuracyOf(trainSoftmax(randomStream("b"), start, train, { steps: 150, learningRate: 1 }), test);
};

test("softmax regression reaches about 95 % on it, as on the digits, and less the closer the classes lie", () => {
  const usual = reached(1);
  expect(usual).toBeGreaterThan(0.9);
  expect(usual).toBeLessThan(0.99);
  expect(reached(0.3)).toBeLessThan(usual - 0.2);
});

/** The features of class 0 of a set of six features. */
function valuesOfClassZero({ features, labels }: DataSet): number[] {
  return [...features.data].filter((_, i) => labels[Math.floor(i / 6)] === 0);
}

test("a set repeats by its stream, and one class more moves no sample of the others but for the scale", () => {
  const options = { samples: 40, features: 6, classes: 4 };
  const four = generateDataSet(randomStream("generate"), options);
  expect(generateDataSet(randomStream("generate"), options)).toEqual(four);
  expect(generateDataSet(randomStream("other"), options)).not.toEqual(four);
  const five = generateDataSet(randomStream("generate"), { ...options, samples: 50, classes: 5 });
  const [first, second] = [valuesOfClassZero(four), valuesOfClassZero(five)];
  expect(first).toHaveLength(60);
  const brightest = first.indexOf(Math.max(...first));
  const scale = second[brightest]! / first[brightest]!;
  for (const [i, value] of first.entries()) expect(second[i]).toBeCloseTo(value * scale, 12);
});

test("sizes out of range are refused", () => {
  const rng = randomStream("generate");
  expect(() => generateDataSet(rng, { classes: 1 })).toThrow(/"classes" expected/);
  expect(() => generateDataSet(rng, { samples: 9 })).toThrow(/"samples" expected/);
  expect(() => generateDataSet(rng, { features: 0 })).toThrow(/"features" expected/);
  expect(() => generateDataSet(rng, { separation: 0 })).toThrow(/"separation" expected/);
});
