import { expect, test } from "vitest";
import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { partition } from "../protocol/partition.ts";
import { disaggregateRounds } from "./disaggregate.ts";
import { exactSums } from "./disaggregation-curve.ts";
import { estimatePrior } from "./estimate-prior.ts";
import { normalEquations } from "./normal-equations.ts";
import type { ObservedRound } from "./normal-equations.ts";
import { reconstructionR2 } from "./reconstruction.ts";
import { spectrumOf } from "./solution-operator.ts";

const CLIENTS = 40;
const COLUMNS = 30;

function simulated(ratio: number, count: number): { lasting: Matrix; rounds: ObservedRound[] } {
  const rng = randomStream("prior").fork(`${ratio}/${count}`);
  const lasting = zeros(CLIENTS, COLUMNS);
  fillNormal(rng, lasting.data);
  const rounds = Array.from({ length: count }, () => {
    const updates = zeros(CLIENTS, COLUMNS);
    fillNormal(rng, updates.data);
    for (let i = 0; i < updates.data.length; i++) {
      updates.data[i] = 7 * (updates.data[i]! + Math.sqrt(ratio) * lasting.data[i]!);
    }
    const clusters = partition({ clients: CLIENTS, clusterSize: 4, remainder: "balanced" }, rng);
    return { clusters, sums: exactSums(updates, clusters) };
  });
  return { lasting: { ...lasting, data: lasting.data.map((value) => 7 * Math.sqrt(ratio) * value) }, rounds };
}

test.for([0.05, 1, 30])("the likeliest prior is about the true one, s = %d", (ratio) => {
  for (const centred of [false, true]) {
    const all = [...normalEquations(simulated(ratio, 10).rounds, CLIENTS, { centred })].at(-1)!;
    const estimate = estimatePrior(all, spectrumOf(all.gram));
    expect(estimate / ratio).toBeGreaterThan(0.6);
    expect(estimate / ratio).toBeLessThan(1.7);
  }
});

test("it reconstructs as well as the true prior, and better than none where equations are hardly enough", () => {
  const { lasting, rounds } = simulated(5, 5);
  const [estimated, known, none] = (["estimated", 5, undefined] as const).map(
    (prior) =>
      reconstructionR2(lasting, disaggregateRounds(rounds, CLIENTS, prior === undefined ? {} : { prior }), {
        confidence: 0.95,
      }).value,
  );
  expect(Math.abs(estimated! - known!)).toBeLessThan(0.005);
  expect(none!).toBeLessThan(known! - 0.05);
});

test("one round tells nothing of it, and exact equations all", () => {
  const [first] = normalEquations(simulated(1, 1).rounds, CLIENTS);
  expect(estimatePrior(first!, spectrumOf(first!.gram))).toBe(1e8);
});
