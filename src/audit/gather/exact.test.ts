import { describe, expect, test } from "vitest";
import { densityMatrixGhz } from "../../../properties/oracles/density-matrix.ts";
import { ghzClosedForm } from "../../../properties/oracles/ghz-closed-forms.ts";
import { matrixFromRows } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { measureRound } from "../context.ts";
import type { AuditContext, AuditSettings } from "../context.ts";
import { gatherClusterFidelity } from "./cluster-fidelity.ts";
import { gatherMetric } from "./metric.ts";
import { gatherPopulation } from "./population.ts";
import { gatherRecurrence } from "./recurrence.ts";
import { gatherSurface } from "./surface.ts";

/* What needs no chance: recomputed from the oracles' closed forms, which share no code with the program. */

const quiet: AuditSettings = {
  clusterSize: 4,
  remainder: "balanced",
  shots: 200,
  noise: { channel: "none", layout: "star", probability: 0 },
};

function contextOf(rows: readonly (readonly number[])[], change: Partial<AuditSettings> = {}): AuditContext {
  const settings = { ...quiet, ...change };
  const rng = randomStream("exact");
  const updates = matrixFromRows("updates", rows);
  return {
    settings,
    effort: { lawRuns: 1, rounds: 1, samples: 300, trials: 10 },
    rounds: [measureRound(updates, settings, rng.fork("round/0"))],
    rng,
  };
}

function rowsOf(clients: number): number[][] {
  return Array.from({ length: clients }, (_, i) => [Math.sin(i), Math.cos(3 * i), i === 7 ? -1 : 0.2]);
}

const twelve = contextOf(rowsOf(12));

/** A noise of the run's own, under which eleven clients in clusters of 4 are balanced as 6 and 5. */
const dephasing = { noise: { channel: "dephasing", layout: "chain", probability: 0.03 } } as const;

describe("FI-1", () => {
  test("the run's own clusters by the closed form: one, all at once, and the whole", () => {
    const { own, ownNoise } = gatherClusterFidelity(twelve);
    expect(own.map(({ noise }) => noise.probability)).toEqual([0.001, 0.005, 0.01, 0.02]);
    for (const { clients, clusterSize, noise, cluster, global, product } of own) {
      expect([clients, clusterSize, noise.channel]).toEqual([12, 4, "depolarizing2"]);
      const fidelity = (qubits: number): number =>
        ghzClosedForm(qubits, "depolarizing2", noise.probability).fidelity;
      expect(cluster).toBeCloseTo(fidelity(4), 12);
      expect(global).toBeCloseTo(fidelity(12), 12);
      expect(product).toBeCloseTo(fidelity(4) ** 3, 12);
    }
    expect(ownNoise).toBeNull();
  });

  test("under its own noise, with clusters of two sizes: the larger one, and the product of both", () => {
    const fidelity = (qubits: number): number => ghzClosedForm(qubits, "dephasing", 0.03).fidelity;
    const { ownNoise } = gatherClusterFidelity(contextOf(rowsOf(11), dephasing));
    expect(ownNoise).toMatchObject({
      clients: 11,
      clusterSize: 6,
      noise: { channel: "dephasing", probability: 0.03 },
    });
    expect(ownNoise!.cluster).toBeCloseTo(fidelity(6), 12);
    expect(ownNoise!.product).toBeCloseTo(fidelity(6) * fidelity(5), 12);
    expect(ownNoise!.global).toBeCloseTo(fidelity(11), 12);
  });

  test("one cluster of all has nothing to be compared with", () => {
    expect(gatherClusterFidelity(contextOf(rowsOf(4), dephasing))).toMatchObject({ own: [], ownNoise: null });
  });

  test("every point of the region again by the closed form: one cluster always gains, all at once mostly", () => {
    const evidence = gatherClusterFidelity(twelve);
    const losses: { clients: number; clusterSize: number; probability: number }[] = [];
    let [points, lossesAlone] = [0, 0];
    for (let clients = 1; clients <= 100; clients++) {
      for (let clusterSize = 2; clusterSize < clients; clusterSize++) {
        if (clients % clusterSize !== 0) continue;
        for (let step = 1; step <= 25; step++) {
          points++;
          const probability = step * 0.002;
          const cluster = ghzClosedForm(clusterSize, "depolarizing2", probability).fidelity;
          const global = ghzClosedForm(clients, "depolarizing2", probability).fidelity;
          if (cluster <= global) lossesAlone++;
          if (cluster ** (clients / clusterSize) <= global)
            losses.push({ clients, clusterSize, probability });
        }
      }
    }
    expect(evidence).toMatchObject({ points, lossesAlone, firstAlone: null, lossesTogether: losses.length });
    expect(lossesAlone).toBe(0);
    expect(losses.length).toBeGreaterThan(14);
    const { fewestClients, leastNoise, smallestClusters } = evidence.together!;
    expect(fewestClients).toMatchObject({ clients: losses[0]!.clients, clusterSize: losses[0]!.clusterSize });
    // The loss that claim FI-4 finds at its own, coarser points.
    expect(leastNoise).toMatchObject({ clients: 100, clusterSize: 50 });
    expect(leastNoise.noise.probability).toBeCloseTo(0.024, 12);
    expect(Math.min(...losses.map(({ probability }) => probability))).toBeCloseTo(0.024, 12);
    expect(smallestClusters.clusterSize).toBe(Math.min(...losses.map(({ clusterSize }) => clusterSize)));
  });
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
  expect(evidence.noise).toEqual({ channel: "dephasing", probability: 0.5 });
  expect(evidence.own).toBeNull();
});

test("FI-2: the run's own largest cluster under its own noise, by the closed form", () => {
  const { own } = gatherPopulation(contextOf(rowsOf(11), dephasing));
  const oracle = ghzClosedForm(6, "dephasing", 0.03);
  expect(own).toMatchObject({ qubits: 6, noise: { channel: "dephasing", probability: 0.03 } });
  expect(own!.population).toBeCloseTo(oracle.population, 12);
  expect(own!.visibility).toBeCloseTo(oracle.visibility, 12);
  expect(own!.fidelity).toBeCloseTo(oracle.fidelity, 12);
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
  expect(evidence.noise).toEqual({ channel: "depolarizing2", probability: p });
  expect(evidence.own).toBeNull();
});

test("FI-3: under the run's own noise, bit flips of p = 0.01, by the closed form", () => {
  const noise = { channel: "bit-flip", layout: "chain", probability: 0.01 } as const;
  const { own } = gatherRecurrence(contextOf(rowsOf(12), { noise }));
  const population = (n: number): number => ghzClosedForm(n, "bit-flip", 0.01).population;
  expect(own!.noise).toEqual({ channel: "bit-flip", probability: 0.01 });
  expect(own!.exact).toBeCloseTo(population(100), 12);
  expect(own!.extrapolated).toBeCloseTo(population(20) * 0.99 ** 160, 12);
  expect(own!.decayAtEnd).toBeCloseTo(population(100) / population(99), 12);
  expect(own!.recurrenceDecay).toBeCloseTo(0.99 ** 2, 15);
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
  expect(evidence.own).toBeNull();
});

test("FI-4: the run's own point, with clusters of two sizes, by the closed form", () => {
  const { own } = gatherSurface(contextOf(rowsOf(11), dephasing));
  const at = (qubits: number) => ghzClosedForm(qubits, "dephasing", 0.03);
  expect(own!.noise).toEqual({ channel: "dephasing", probability: 0.03 });
  for (const quantity of ["population", "fidelity"] as const) {
    expect(own![quantity]).toMatchObject({ clients: 11, clusterSize: 6, probability: 0.03 });
    expect(own![quantity].clustered).toBeCloseTo(at(6)[quantity] * at(5)[quantity], 12);
    expect(own![quantity].global).toBeCloseTo(at(11)[quantity], 12);
  }
  expect(gatherSurface(contextOf(rowsOf(4), dephasing)).own).toBeNull();
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

test("FI-5: under the run's own noise; where every size has the same total, the smallest", () => {
  const noise = { channel: "bit-flip", layout: "chain", probability: 0.01 } as const;
  expect(gatherMetric(contextOf(rowsOf(12), { noise })).own).toMatchObject({
    noise: { channel: "bit-flip", probability: 0.01 },
    best: 1,
    total: 1,
  });
  expect(gatherMetric(contextOf(rowsOf(12), dephasing)).own).toMatchObject({ best: 1, total: 1 });
  expect(gatherMetric(twelve).own).toBeNull();
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
