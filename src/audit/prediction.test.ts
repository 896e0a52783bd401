import { expect, test } from "vitest";
import { estimateMoments } from "../../properties/oracles/estimate-distribution.ts";
import { ghzClosedForm } from "../../properties/oracles/ghz-closed-forms.ts";
import type { ChannelName } from "../quantum/noise.ts";
import type { AuditSettings } from "./context.ts";
import { expectedVisibility, predictedVariance } from "./prediction.ts";

function settingsOf(channel: ChannelName, probability: number, shots: number): AuditSettings {
  return { clusterSize: 5, remainder: "short", shots, noise: { channel, layout: "chain", probability } };
}

test.each([
  ["none", 0, 16, 1],
  ["none", 0, 40, 1],
  ["depolarizing2", 0.02, 30, 5],
  ["depolarizing2", 0.15, 70, 5],
  ["dephasing", 0.05, 60, 4],
] as const)(
  "%s, p = %d, %i shots: within a fifth of the exact variance, listed over every pair of counts",
  (channel, probability, shots, members) => {
    for (const trueSum of [0, 0.4, Math.PI / 4, 1, 2.5, -1.3]) {
      const predicted = predictedVariance({ members, trueSum }, settingsOf(channel, probability, shots));
      const { visibility } = ghzClosedForm(members, channel, probability);
      const exact = estimateMoments(
        shots,
        visibility * Math.cos(trueSum),
        visibility * Math.sin(trueSum),
        trueSum,
      );
      expect(predicted).not.toBeNull();
      expect(Math.abs(predicted! / (exact.variance + exact.bias ** 2) - 1)).toBeLessThan(0.2);
    }
  },
);

test("no prediction with too few shots, without visibility, with a reversed one, or without a closed form", () => {
  const sum = { members: 2, trueSum: 0.3 };
  expect(predictedVariance(sum, settingsOf("none", 0, 1))).toBeNull();
  expect(predictedVariance(sum, settingsOf("dephasing", 0.5, 1000))).toBeNull();
  expect(ghzClosedForm(2, "depolarizing2", 1).visibility).toBeLessThan(0);
  expect(predictedVariance(sum, settingsOf("depolarizing2", 1, 1000))).toBeNull();
  expect(predictedVariance(sum, settingsOf("bit-flip", 0.01, 1000))).toBeNull();
  expect(predictedVariance(sum, settingsOf("over-rotation", 0.01, 1000))).toBeNull();
});

test("the expected visibility is the closed form's: (1 − 16p/15)^(k−1) under two-qubit depolarizing", () => {
  expect(expectedVisibility(5, settingsOf("depolarizing2", 0.005, 10))).toBeCloseTo(
    (1 - (16 * 0.005) / 15) ** 4,
    12,
  );
  expect(expectedVisibility(5, settingsOf("bit-flip", 0.005, 10))).toBeNull();
});
