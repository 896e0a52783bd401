import { expect, test } from "vitest";
import { ghzClosedForm } from "../../properties/oracles/ghz-closed-forms.ts";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { measureRound } from "./context.ts";
import type { AuditContext, AuditSettings } from "./context.ts";
import { summarizeRound } from "./summarize-round.ts";

const settings: AuditSettings = {
  clusterSize: 3,
  remainder: "short",
  shots: 1000,
  noise: { channel: "depolarizing2", layout: "chain", probability: 0.02 },
};

function contextOf(rows: readonly (readonly number[])[], change: Partial<AuditSettings> = {}): AuditContext {
  const rng = randomStream("summary");
  const own = { ...settings, ...change };
  return {
    settings: own,
    effort: { lawRuns: 1, rounds: 1, samples: 100_000, trials: 1 },
    rounds: [measureRound(matrixFromRows("updates", rows), own, rng)],
    rng,
  };
}

const rows = Array.from({ length: 8 }, (_, i) =>
  Array.from({ length: 50 }, (_, c) => 0.01 * Math.sin(1 + i * 1.7 + c * 0.9) + 0.004),
);

test("a round in figures, each computed again from the updates and what the server measured", () => {
  const context = contextOf(rows);
  const [measured] = context.rounds;
  const { clusters, weightBound, update, transcript } = measured!.result;
  const summary = summarizeRound(measured!, 4, context);
  expect(summary).toMatchObject({ round: 5, clusters: 3 });
  expect(summary.weightBound).toBe(Math.max(...rows.flat().map((weight) => Math.abs(weight))));

  const mean = rows[0]!.map((_, c) => rows.reduce((sum, row) => sum + row[c]!, 0) / rows.length);
  const off = Math.hypot(...mean.map((weight, c) => update[c]! - weight)) / Math.hypot(...mean);
  expect(summary.relativeError).toBeCloseTo(off, 9);

  const squares: number[] = [];
  const visibilities: number[] = [];
  for (const [cluster, members] of clusters.entries()) {
    for (const c of mean.keys()) {
      const sum = members.reduce((total, client) => total + rows[client]![c]!, 0);
      const theta = (Math.PI * sum) / (3 * weightBound);
      const { phaseSum, visibility } = transcript.server.measurements[cluster]!;
      squares.push((phaseSum[c]! - theta) ** 2);
      visibilities.push(visibility[c]!);
    }
  }
  const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  expect(squares).toHaveLength(150);
  expect(summary.phaseError).toBeCloseTo(Math.sqrt(average(squares)), 9);
  expect(summary.visibility).toBeCloseTo(average(visibilities), 9);
  const [three, two] = [3, 2].map((size) => ghzClosedForm(size, "depolarizing2", 0.02).visibility);
  expect(summary.expectedVisibility).toBeCloseTo((2 * three! + two!) / 3, 9);
  // 150 squared errors: their mean is within 5·√(2/150) of what is predicted.
  expect(Math.abs((summary.phaseError / summary.predictedPhaseError!) ** 2 - 1)).toBeLessThan(0.6);
});

test("where there is nothing to compare with, there is no figure", () => {
  const zeros = contextOf([[0], [0]]);
  expect(summarizeRound(zeros.rounds[0]!, 0, zeros)).toMatchObject({ weightBound: 0, relativeError: null });
  const flips = contextOf(rows, { noise: { channel: "bit-flip", layout: "star", probability: 0.1 } });
  expect(summarizeRound(flips.rounds[0]!, 0, flips)).toMatchObject({
    expectedVisibility: null,
    predictedPhaseError: null,
  });
});

test("weights of 1e-200 and of 1e200 have the same relative error as weights of 1", () => {
  const relativeErrors = [1e-200, 1, 1e200].map((unit) => {
    const context = contextOf(rows.map((row) => row.map((weight) => weight * unit)));
    return summarizeRound(context.rounds[0]!, 0, context).relativeError!;
  });
  expect(relativeErrors[0]! / relativeErrors[1]!).toBeCloseTo(1, 9);
  expect(relativeErrors[2]! / relativeErrors[1]!).toBeCloseTo(1, 9);
});
