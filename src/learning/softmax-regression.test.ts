import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import type { DataSet } from "./data-set.ts";
import { generateDataSet } from "./generate-data-set.ts";
import { fillNormal } from "./normal.ts";
import {
  accuracyOf,
  parameterCount,
  predictClasses,
  softmaxGradient,
  softmaxLoss,
  trainSoftmax,
} from "./softmax-regression.ts";

const SMALL = generateDataSet(randomStream("small"), { samples: 30, features: 5, classes: 4 });

function drawnParameters(): Float64Array {
  return fillNormal(randomStream("parameters"), new Float64Array(parameterCount(5, 4)));
}

test("the gradient is that of central differences of the loss", () => {
  const parameters = drawnParameters();
  const gradient = softmaxGradient(parameters, SMALL);
  expect(gradient).toHaveLength(24);
  const step = 1e-5;
  for (let j = 0; j < parameters.length; j++) {
    const [above, below] = [parameters.slice(), parameters.slice()];
    above[j]! += step;
    below[j]! -= step;
    const difference = (softmaxLoss(above, SMALL) - softmaxLoss(below, SMALL)) / (2 * step);
    expect(Math.abs(gradient[j]! - difference)).toBeLessThan(1e-9);
  }
  expect(gradient.some((value) => Math.abs(value) > 0.01)).toBe(true);
});

test("the gradient over some samples is that of a set of only these", () => {
  const chosen = [3, 17, 4];
  const gradient = softmaxGradient(drawnParameters(), SMALL, chosen);
  const only: DataSet = {
    ...SMALL,
    features: matrixFromRows(
      "features",
      chosen.map((i) => SMALL.features.data.subarray(i * 5, i * 5 + 5)),
    ),
    labels: Uint16Array.from(chosen, (i) => SMALL.labels[i]!),
  };
  expect(gradient).toEqual(softmaxGradient(drawnParameters(), only));
});

test("without parameters the loss is ln C, and every class ties: the lowest is predicted", () => {
  const zero = new Float64Array(parameterCount(5, 4));
  expect(softmaxLoss(zero, SMALL)).toBeCloseTo(Math.log(4), 12);
  expect([...predictClasses(zero, SMALL)]).toEqual(Array.from({ length: 30 }, () => 0));
});

test("two classes give logistic regression: ln(1 + e^−m) of the margin, even where e^m overflows", () => {
  const data: DataSet = {
    name: "two",
    features: matrixFromRows("features", [[2], [-1], [3000]]),
    labels: Uint16Array.of(1, 1, 0),
    classes: 2,
  };
  // w_1 − w_0 = 1.5, b_1 − b_0 = .25: margins 3.25, −1.25 and, for class 0, −4500.25.
  const parameters = Float64Array.of(-0.5, 0.5, 1, 0.75);
  const expected = (Math.log1p(Math.exp(-3.25)) + Math.log1p(Math.exp(1.25)) + 4500.25) / 3;
  expect(softmaxLoss(parameters, data)).toBeCloseTo(expected, 9);
  expect([...predictClasses(parameters, data)]).toEqual([1, 0, 1]);
  expect(accuracyOf(parameters, data)).toBeCloseTo(1 / 3, 12);
});

test("a step of training is one of gradient descent and leaves its start as it was", () => {
  const start = drawnParameters();
  const trained = trainSoftmax(randomStream("t"), start, SMALL, { steps: 1, learningRate: 0.3 });
  const gradient = softmaxGradient(start, SMALL);
  expect(trained).toEqual(start.map((value, j) => value - 0.3 * gradient[j]!));
  expect(start).toEqual(drawnParameters());
});

test("many steps lower the loss to where the gradient is small", () => {
  const start = new Float64Array(parameterCount(5, 4));
  const trained = trainSoftmax(randomStream("t"), start, SMALL, { steps: 1000, learningRate: 2 });
  expect(softmaxLoss(trained, SMALL)).toBeLessThan(0.8 * softmaxLoss(start, SMALL));
  expect(Math.hypot(...softmaxGradient(trained, SMALL))).toBeLessThan(
    0.1 * Math.hypot(...softmaxGradient(start, SMALL)),
  );
});

test("batches are drawn by the stream, and one of all samples needs no draw", () => {
  const start = drawnParameters();
  const train = (name: string, batchSize: number) =>
    trainSoftmax(randomStream(name), start, SMALL, { steps: 3, learningRate: 0.3, batchSize });
  expect(train("a", 8)).toEqual(train("a", 8));
  expect(train("a", 8)).not.toEqual(train("b", 8));
  const whole = trainSoftmax(randomStream("a"), start, SMALL, { steps: 3, learningRate: 0.3 });
  expect(train("a", 30)).toEqual(whole);
  expect(train("a", 31)).toEqual(whole);
});

test("the mean of many batch gradients is the whole gradient", () => {
  const start = drawnParameters();
  const rng = randomStream("unbiased");
  const runs = 4000;
  const sum = new Float64Array(start.length);
  for (let run = 0; run < runs; run++) {
    const trained = trainSoftmax(rng, start, SMALL, { steps: 1, learningRate: 1, batchSize: 10 });
    for (let j = 0; j < sum.length; j++) sum[j]! += start[j]! - trained[j]!;
  }
  const gradient = softmaxGradient(start, SMALL);
  // A sample's residual times feature is at most 1: a batch of 10 deviates by < .32, the mean by < .005.
  for (let j = 0; j < sum.length; j++) expect(Math.abs(sum[j]! / runs - gradient[j]!)).toBeLessThan(0.02);
});

const trainWith = (options: object) => () =>
  trainSoftmax(randomStream("t"), drawnParameters(), SMALL, { steps: 1, learningRate: 1, ...options });

test("parameters and options that do not fit are refused", () => {
  const short = new Float64Array(23);
  for (const use of [softmaxLoss, softmaxGradient, predictClasses, accuracyOf]) {
    expect(() => use(short, SMALL)).toThrow(/"parameters" expected 24 numbers/);
  }
  expect(trainWith({ steps: 0 })).toThrow(/"steps" expected/);
  expect(trainWith({ learningRate: 0 })).toThrow(/"learningRate" expected/);
  expect(trainWith({ batchSize: 0 })).toThrow(/"batchSize" expected/);
});
