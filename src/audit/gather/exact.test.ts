import { expect, test } from "vitest";
import { densityMatrixGhz } from "../../../properties/oracles/density-matrix.ts";
import { ghzClosedForm } from "../../../properties/oracles/ghz-closed-forms.ts";
import { matrixFromRows } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { measureRound } from "../context.ts";
import type { AuditContext, AuditSettings } from "../context.ts";
import { gatherClusterFidelity, gatherRecurrence } from "./fidelity.ts";
import { gatherMetric } from "./metric.ts";
import { gatherPopulation } from "./population.ts";
import { gatherSurface } from "./surface.ts";

/* What needs no chance: recomputed from the oracles' closed forms, which share no code with the program. */

const settings: AuditSettings = {
  clusterSize: 4,
  remainder: "balanced",
  shots: 200,
  noise: { channel: "none", layout: "star", probability: 0 },
};

function contextOf(rows: readonly (readonly number[])[]): AuditContext {
  const rng = randomStream("exact");
  const updates = matrixFromRows("updates", rows);
  return {
    settings,
    effort: { lawRuns: 1, rounds: 1, samples: 300, trials: 10 },
    rounds: [measureRound(updates, settings, rng.fork("round/0"))],
    rng,
  };
}

const twelve = contextOf(
  Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(3 * i), i === 7 ? -1 : 0.2]),
);

test("FI-1: fidelities of one cluster, of the whole, and of all clusters at once, by the closed form", () => {
  const { clients, clusterSize, cases, formulaRatio } = gatherClusterFidelity(twelve);
  expect([clients, clusterSize, cases.length]).toEqual([12, 4, 4]);
  for (const { probability, cluster, global, product } of cases) {
    expect(cluster).toBeCloseTo(ghzClosedForm(4, "depolarizing2", probability).fidelity, 12);
    expect(global).toBeCloseTo(ghzClosedForm(12, "depolarizing2", probability).fidelity, 12);
    expect(product).toBeCloseTo(ghzClosedForm(4, "depolarizing2", probability).fidelity ** 3, 12);
  }
  expect(formulaRatio).toBeCloseTo(1, 12);
});

test("FI-2: P and V of the dephased pair by density matrix; it shows no contrast, and its phases are guesses", () => {
  const evidence = gatherPopulation(twelve);
  const oracle = densityMatrixGhz(2, { channel: "dephasing", layout: "star", probability: 0.5 });
  expect(evidence.population).toBeCloseTo(oracle.population, 12);
  expect(evidence.visibility).toBeCloseTo(oracle.visibility, 12);
  expect(evidence.fidelity).toBeCloseTo(oracle.fidelity, 12);
  expect(evidence.contrast).toBeLessThan(1e-12);
  // X² + Y² = 1: one of the two reaches √½ at least.
  expect(evidence.perfectContrast).toBeGreaterThanOrEqual(Math.SQRT1_2);
  expect(evidence.perfectContrast).toBeLessThanOrEqual(1 + 1e-12);
  expect(evidence.phases).toBe(9);
});

test("FI-3: exact population from the eigenvalues of the transfer matrix: 38 % above the recurrence at n = 100", () => {
  const p = 0.005;
  const q = (4 * p) / 15;
  const s = Math.sqrt((1 - 4 * q) ** 2 + 4 * q * q);
  const [larger, smaller] = [(1 - 2 * q + s) / 2, (1 - 2 * q - s) / 2];
  const population = (n: number): number =>
    ((1 - 2 * q - smaller) * larger ** (n - 1) + (larger - 1 + 2 * q) * smaller ** (n - 1)) / s;
  const evidence = gatherRecurrence(twelve);
  expect(evidence.qubits).toBe(100);
  expect(evidence.exact).toBeCloseTo(population(100), 12);
  expect(evidence.extrapolated).toBeCloseTo(population(20) * (1 - p) ** 160, 12);
  expect(evidence.decayBefore).toBeCloseTo(population(20) / population(19), 12);
  expect(evidence.decayAtEnd).toBeCloseTo(larger, 9);
  expect(evidence.recurrenceDecay).toBeCloseTo((1 - p) ** 2, 15);
  const independent = (n: number): number => ghzClosedForm(n, "depolarizing1x2", p).population;
  expect(evidence.independentDecay).toBeCloseTo(independent(100) / independent(99), 12);
  // Neither channel decays by (1 − p)²: the flips of two qubits, 2p/3 each, are partly the same again.
  expect(evidence.independentDecay).toBeGreaterThan(evidence.recurrenceDecay + 0.003);
  expect(evidence.extrapolated / evidence.exact - 1).toBeCloseTo(-0.38, 2);
  expect(evidence.firstDeviation).toMatchObject({ qubits: 21 });
  expect(evidence.firstDeviation!.exact).toBeCloseTo(population(21), 12);
});

test("FI-4: every point again by the closed form: ties, losses, and the first of them", () => {
  const evidence = gatherSurface(twelve);
  let [points, ties, populationLosses, fidelityLosses, figurePoints] = [0, 0, 0, 0, 0];
  let first: { clients: number; clusterSize: number; probability: number } | undefined;
  for (const clients of [4, 8, 12, 20, 40, 60, 80, 100]) {
    for (const clusterSize of [2, 4, 5, 10, 20, 50]) {
      if (clients % clusterSize > 0) continue;
      for (let step = 0; step <= 25; step++) {
        const probability = step * 0.002;
        points++;
        if (step === 0 || clusterSize === clients) {
          ties++;
          continue;
        }
        if (clusterSize === 4 && step <= 10) figurePoints++;
        const cluster = ghzClosedForm(clusterSize, "depolarizing2", probability);
        const global = ghzClosedForm(clients, "depolarizing2", probability);
        if (cluster.population ** (clients / clusterSize) <= global.population) populationLosses++;
        if (cluster.fidelity ** (clients / clusterSize) <= global.fidelity) {
          fidelityLosses++;
          first ??= { clients, clusterSize, probability };
        }
      }
    }
  }
  expect(evidence).toMatchObject({ points, ties, populationLosses, fidelityLosses, figurePoints });
  expect(populationLosses).toBe(0);
  expect(evidence.populationException).toBeNull();
  expect(evidence.figureLosses).toBe(0);
  expect(evidence.largestProbability).toBeCloseTo(0.05, 12);
  expect(evidence.fidelityException).toMatchObject(first!);
  // Worked out in claims FI-4: N = 100, k = 50, from p = 0.024.
  expect(first).toMatchObject({ clients: 100, clusterSize: 50 });
  expect(first!.probability).toBeCloseTo(0.024, 12);
});

test("FI-5: the metric over the divisors of N by the closed form, and clusters of one that hide nothing", () => {
  const { clients, byClusterSize, best, exposure } = gatherMetric(twelve);
  expect(clients).toBe(12);
  expect(byClusterSize.map(({ clusterSize }) => clusterSize)).toEqual([1, 2, 3, 4, 6, 12]);
  for (const { clusterSize, total } of byClusterSize) {
    const { population } = ghzClosedForm(clusterSize, "depolarizing2", 0.005);
    expect(total).toBeCloseTo(population ** (12 / clusterSize), 12);
  }
  expect(best).toBe(1);
  // With a weight at −bound among them, which is read as one of ±bound.
  expect(exposure).toBeLessThan(1e-12);
});

test("FI-5: updates of zeros are read as zeros", () => {
  expect(
    gatherMetric(
      contextOf([
        [0, 0],
        [0, 0],
      ]),
    ),
  ).toMatchObject({ best: 1, exposure: 0 });
});
