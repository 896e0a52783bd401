import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { generateDataSet } from "./generate-data-set.ts";
import { fillNormal } from "./normal.ts";
import { parameterCount, softmaxGradient } from "./softmax-regression.ts";

const DATA = generateDataSet(randomStream("block"), { samples: 11, features: 6, classes: 3 });

/** The gradient one sample after the other. */
function plainGradient(parameters: Float64Array, samples: readonly number[]): number[] {
  const gradient = Array.from({ length: parameters.length }, () => 0);
  for (const sample of samples) {
    const row = DATA.features.data.subarray(sample * 6, sample * 6 + 6);
    const logits = [0, 1, 2].map((c) => {
      const own = parameters.subarray(c * 7, c * 7 + 7);
      return row.reduce((sum, value, f) => sum + own[f]! * value, 0) + own[6]!;
    });
    const largest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    for (const [c, power] of powers.entries()) {
      const residual = (power / total - (c === DATA.labels[sample] ? 1 : 0)) / samples.length;
      for (const [f, value] of row.entries()) gradient[c * 7 + f]! += residual * value;
      gradient[c * 7 + 6]! += residual;
    }
  }
  return gradient;
}

test("taking samples together changes no bit of their gradient, whatever their number", () => {
  const parameters = fillNormal(randomStream("parameters"), new Float64Array(parameterCount(6, 3)));
  const order = [7, 2, 10, 0, 5, 1, 9, 3, 8, 6, 4];
  for (let count = 1; count <= order.length; count++) {
    const samples = order.slice(0, count);
    expect([...softmaxGradient(parameters, DATA, samples)]).toEqual(plainGradient(parameters, samples));
  }
  const all = order.toSorted((a, b) => a - b);
  expect([...softmaxGradient(parameters, DATA)]).toEqual(plainGradient(parameters, all));
});
