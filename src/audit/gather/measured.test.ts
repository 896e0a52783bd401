import { describe, expect, test } from "vitest";
import { binomialProbabilities } from "../../../properties/oracles/binomial.ts";
import { arccosDistribution, estimateMoments } from "../../../properties/oracles/estimate-distribution.ts";
import { expectedSizes } from "../../../properties/oracles/fisher-yates.ts";
import { ghzClosedForm } from "../../../properties/oracles/ghz-closed-forms.ts";
import { matrixFromRows } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import type { RandomStream } from "../../base/random.ts";
import { measureRound } from "../context.ts";
import type { AuditContext, AuditSettings } from "../context.ts";
import { gatherAccumulation } from "./accumulation.ts";
import { gatherDropouts } from "./dropouts.ts";
import { gatherGeometry } from "./geometry.ts";
import { gatherGlobalPhase } from "./global-phase.ts";
import { gatherInversion } from "./inversion.ts";
import { gatherMasks } from "./masks.ts";
import { gatherPartitions, isPartition } from "./partitions.ts";
import { gatherPhaseRange } from "./phase-range.ts";
import { gatherWrap } from "./wrap.ts";

/* What is drawn or simulated: recomputed by brute force, by an oracle, or compared with an exact distribution. */

const base: AuditSettings = {
  clusterSize: 3,
  remainder: "short",
  shots: 100,
  noise: { channel: "depolarizing2", layout: "chain", probability: 0.01 },
};

const quietNoise = { channel: "none", layout: "chain", probability: 0 } as const;

function contextOf(
  rows: readonly (readonly number[])[],
  change: Partial<AuditSettings> = {},
  samples = 100_000,
  trials = 60,
): AuditContext {
  const settings = { ...base, ...change };
  const rng = randomStream("measured");
  const updates = matrixFromRows("updates", rows);
  return {
    settings,
    effort: { lawRuns: 1, rounds: 1, samples, trials },
    rounds: [measureRound(updates, settings, rng.fork("round/0"))],
    rng: rng.fork("claim"),
  };
}

const waves = Array.from({ length: 8 }, (_, i) =>
  Array.from({ length: 40 }, (_, c) => Math.sin(1 + i * 1.7 + c * 0.9)),
);

/** Every cluster's exact phase sums, π·Σw/(k·bound), added up without the program. */
function sumsOf({ rounds, settings }: AuditContext): number[] {
  return rounds.flatMap(({ updates, result }) => {
    const bound = Math.max(...updates.data.map((weight) => Math.abs(weight)));
    return result.clusters.flatMap((members) =>
      Array.from({ length: updates.columns }, (_, c) => {
        const total = members.reduce((sum, client) => sum + updates.data[client * updates.columns + c]!, 0);
        return (Math.PI * total) / (Math.max(settings.clusterSize, members.length) * bound);
      }),
    );
  });
}

describe("PH-1", () => {
  /** H and a chain of CNOTs on |0…0⟩ leave two basis states; each picks up the phases of its set bits. */
  function relativePhase(phases: readonly number[]): number {
    const n = phases.length;
    let states = [0, 1];
    for (let i = 0; i + 1 < n; i++)
      states = states.map((s) => (((s >> i) & 1) === 1 ? s ^ (1 << (i + 1)) : s));
    const angleOf = (state: number): number =>
      phases.reduce((sum, phase, qubit) => sum + (((state >> qubit) & 1) === 1 ? phase : 0), 0);
    expect(states.toSorted((a, b) => a - b)).toEqual([0, 2 ** n - 1]);
    return angleOf(2 ** n - 1) - angleOf(0);
  }

  test("the phase that was read worst is that of the state vector", () => {
    const evidence = gatherAccumulation(contextOf(waves, {}, 1000, 12));
    expect(evidence.circuits).toBe(10 + evidence.ownCircuits + evidence.denseCircuits);
    expect(evidence.ownCircuits).toBeGreaterThanOrEqual(6);
    expect(evidence.denseCircuits).toBe(8);
    expect(evidence.largestClients).toBe(10);
    expect(evidence.largestError).toBeLessThan(1e-12);
    expect(evidence.worst.phases.length).toBeGreaterThan(0);
    const off = evidence.worst.read - relativePhase(evidence.worst.phases);
    expect(Math.abs(Math.sin(off / 2))).toBeLessThan(1e-12);
  });
});

test("PH-2: the smallest circuit is one qubit, whose P(0) is ½(1 + cos θ)", () => {
  const { changeByGlobalPhase, smallest } = gatherGlobalPhase(contextOf(waves, {}, 10, 20));
  expect(changeByGlobalPhase).toBeLessThan(1e-14);
  expect(smallest).toMatchObject({ clients: 1, phase: Math.PI });
  expect(smallest!.zeroWithout).toBeCloseTo(1, 12);
  expect(smallest!.zeroWith).toBeCloseTo((1 + Math.cos(Math.PI)) / 2, 12);
});

describe("PH-3", () => {
  test("share of negative sums, visibility and bias, from the updates and closed forms", () => {
    const context = contextOf(waves);
    const evidence = gatherInversion(context);
    const sums = sumsOf(context);
    expect(evidence.coordinates).toBe(sums.length);
    expect(evidence.negativeShare).toBeCloseTo(sums.filter((sum) => sum < 0).length / sums.length, 12);
    const { visibility } = ghzClosedForm(3, "depolarizing2", 0.01);
    expect(evidence.members).toBe(3);
    expect(evidence.visibility).toBeCloseTo(visibility, 12);
    expect(evidence.biasAtZero).toBeCloseTo(Math.acos(visibility), 9);
    expect(evidence.smallest).toEqual({ weight: -0.1, read: expect.closeTo(0.1, 9) as number });
  });

  test.each([
    ["with noise and sums of either sign", [0.9, -0.7, -1, 0.4], base.noise],
    ["without noise and with positive sums, which arccos can read", [0.9, 0.7, 1, 0.4], quietNoise],
  ])("%s: both errors are those of the exact distributions over all counts", (_title, weights, noise) => {
    // Every coordinate alike, so that each cluster repeats one sum 4000 times.
    const context = contextOf(
      weights.map((weight) => Array.from({ length: 4000 }, () => weight)),
      { clusterSize: 2, shots: 60, noise },
    );
    const { visibility } = ghzClosedForm(2, noise.channel, noise.probability);
    const thetas = [...new Set(sumsOf(context))];
    expect(thetas).toHaveLength(2);
    const circle = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));
    let [quadrature, quadratureFourth, arccos, arccosFourth] = [0, 0, 0, 0];
    for (const theta of thetas) {
      const [x, y] = [visibility * Math.cos(theta), visibility * Math.sin(theta)];
      const { bias, variance, fourth } = estimateMoments(60, x, y, theta);
      quadrature += (variance + bias ** 2) / 2;
      quadratureFourth += fourth / 2;
      for (const { phase, probability } of arccosDistribution(120, x)) {
        arccos += (probability * circle(phase - theta) ** 2) / 2;
        arccosFourth += (probability * circle(phase - theta) ** 4) / 2;
      }
    }
    const evidence = gatherInversion(context);
    expect(evidence.coordinates).toBe(8000);
    const near = (measured: number, square: number, fourth: number): void => {
      const allowed = 5 * Math.sqrt(fourth / 8000);
      expect(Math.abs(measured ** 2 - square)).toBeLessThan(allowed);
      expect(allowed).toBeLessThan(square / 4);
    };
    near(evidence.quadratureError, quadrature, quadratureFourth);
    near(evidence.arccosError, arccos, arccosFourth);
    expect(Math.abs(evidence.predictedError! ** 2 / quadrature - 1)).toBeLessThan(0.2);
  });

  test("a channel without a closed form is measured on its circuits: no prediction, nothing invented", () => {
    const evidence = gatherInversion(
      contextOf(waves, { noise: { channel: "bit-flip", layout: "chain", probability: 0.05 } }, 50),
    );
    expect(evidence.predictedError).toBeNull();
    // At Θ = 0 a flipped pattern reads like any other: P(0) = 1 still.
    expect(evidence.biasAtZero).toBeLessThan(1e-6);
    expect(evidence.visibility).toBeCloseTo(ghzClosedForm(3, "bit-flip", 0.05).visibility, 12);
  });
});

describe("PH-4", () => {
  test("the largest sum of the run, added by hand, and sums of maxima that exceed π from k = 12", () => {
    const context = contextOf(waves);
    const evidence = gatherWrap(context);
    expect(evidence.sums).toBe(sumsOf(context).length);
    const largest = Math.max(...sumsOf(context).map((sum) => Math.abs(sum)));
    expect(evidence.largestShare).toBeCloseTo(largest / Math.PI, 12);
    expect(evidence.readAcross).toBe(0);
    expect(evidence.nearestAcross).toBeNull();
    const excess = Array.from({ length: 2000 }, (_, i) => {
      const copies = Array.from({ length: i + 1 }, () => Math.PI / (i + 1));
      return copies.reduce((sum, phase) => sum + phase, 0) - Math.PI;
    });
    expect(evidence.firstExcessAt).toBe(excess.findIndex((over) => over > 0) + 1);
    expect(evidence.roundingExcess).toBe(Math.max(...excess));
    // What CQSA-ENC-2 allows, k·2⁻⁵²·π.
    expect(excess.every((over, i) => over <= (i + 1) * 2 ** -52 * Math.PI)).toBe(true);
    expect(evidence.endsApart).toBeLessThan(1e-12);
    expect(evidence.byzantine.trueSum).toBeCloseTo((3 * Math.PI) / 2, 12);
    expect(evidence.byzantine.read).toBeCloseTo(-Math.PI / 2, 12);
  });

  test("honest sums near ±π that shots carry across are counted, about as many as the exact distribution has", () => {
    const shots = 50;
    const share = 0.99;
    const rows = [1, 2, 3, 4].map(() => [1, ...Array.from({ length: 999 }, () => share)]);
    const evidence = gatherWrap(contextOf(rows, { clusterSize: 2, shots, noise: quietNoise }));
    const theta = share * Math.PI;
    // P(ŷ < 0): more than half of the shots in y show −1.
    const across = binomialProbabilities(shots, (1 + Math.sin(theta)) / 2)
      .slice(0, shots / 2)
      .reduce((sum, probability) => sum + probability, 0);
    const expected = 2 * 999 * across;
    expect(evidence.sums).toBe(2000);
    // The two sums at π itself come on either side.
    expect(Math.abs(evidence.readAcross - expected)).toBeLessThan(5 * Math.sqrt(expected) + 2);
    expect(expected).toBeGreaterThan(200);
    expect(evidence.nearestAcross!.trueSum).toBeCloseTo(theta, 9);
    expect(evidence.nearestAcross!.read).toBeLessThan(-2);
  });

  test("noise that leaves nothing to read is no wrap", () => {
    const noise = { channel: "dephasing", layout: "chain", probability: 0.5 } as const;
    const { readAcross, sums } = gatherWrap(contextOf(waves, { noise }));
    expect(sums).toBeGreaterThan(100);
    expect(readAcross).toBe(0);
  });
});

test("PH-5: the largest phase is π/k, at the largest weight, and two clients at π are read as 0", () => {
  const evidence = gatherPhaseRange(contextOf(waves));
  expect(evidence.phases).toBe(8 * 40);
  expect(evidence.clusterSize).toBe(3);
  expect(evidence.largestShare).toBeCloseTo(1 / 3, 12);
  expect(evidence.twoAtPi.sum).toBeCloseTo(2 * Math.PI, 12);
  expect(Math.abs(evidence.twoAtPi.read)).toBeLessThan(1e-12);
});

describe("PH-6", () => {
  test("every pair of neighbours, within rounding", () => {
    const evidence = gatherGeometry(contextOf(waves));
    expect(evidence).toMatchObject({ pairs: 7, coordinates: 40 });
    expect(Math.max(evidence.normError, evidence.cosineError)).toBeLessThanOrEqual(evidence.roundingBound);
    expect(evidence.roundingBound).toBeLessThan(1e-13);
  });

  test("an outlier of 1e200 makes no other update look bent", () => {
    const rows = [...waves, waves[0]!.map((weight) => weight * 1e200)];
    const evidence = gatherGeometry(contextOf(rows));
    expect(evidence.pairs).toBe(8);
    expect(Math.max(evidence.normError, evidence.cosineError)).toBeLessThanOrEqual(evidence.roundingBound);
  });

  test("an update of zeros has no direction to compare", () => {
    expect(
      gatherGeometry(
        contextOf([
          [0, 0],
          [1, 2],
          [2, 1],
        ]),
      ).pairs,
    ).toBe(1);
    expect(gatherGeometry(contextOf([[0], [0]])).pairs).toBe(0);
  });
});

describe("PR-8", () => {
  test("pairs, shares and lone clients by counting sizes without the program", () => {
    const evidence = gatherPartitions(contextOf(waves, {}, 2400));
    let [pairs, indivisible] = [0, 0];
    let lone: object | undefined;
    for (let clients = 1; clients <= 60; clients++) {
      for (let clusterSize = 1; clusterSize <= 20; clusterSize++) {
        pairs++;
        if (clients % clusterSize > 0) indivisible++;
        const isLone = clients > 1 && clusterSize > 1;
        if (isLone && expectedSizes(clients, clusterSize, "short")!.includes(1))
          lone ??= { clients, clusterSize };
        if (isLone) expect(expectedSizes(clients, clusterSize, "balanced")).not.toContain(1);
      }
    }
    expect(evidence).toMatchObject({
      sizesChecked: pairs,
      wrong: null,
      loneClient: lone,
      loneUnderBalanced: null,
    });
    expect(evidence.indivisibleShare).toBeCloseTo(indivisible / pairs, 12);
    expect(evidence.loneError).toBeLessThan(1e-12);
    expect([evidence.smallestCluster, evidence.largestCluster]).toEqual([2, 3]);
    expect(evidence.permutations).toBe(2400);
    expect(evidence.uniformPValue).toBeGreaterThan(evidence.uniformLevel);
  });

  test("clusters that miss a client, name one twice or have the wrong size are no partition", () => {
    const pair = { clients: 4, clusterSize: 2 };
    expect(
      isPartition(
        [
          [3, 0],
          [1, 2],
        ],
        pair,
      ),
    ).toBe(true);
    expect(isPartition([[0, 1, 2], [3]], { clients: 4, clusterSize: 3 })).toBe(true);
    expect(isPartition([[3, 0], [1]], pair)).toBe(false);
    expect(isPartition([[0, 1], [2]], pair)).toBe(false);
    expect(
      isPartition(
        [
          [3, 0],
          [1, 1],
        ],
        pair,
      ),
    ).toBe(false);
    expect(
      isPartition(
        [
          [3, 0],
          [1, 2],
          [4, 5],
        ],
        pair,
      ),
    ).toBe(false);
    expect(isPartition([[3, 0, 1], [2]], pair)).toBe(false);
  });

  test("a source of randomness that prefers small numbers is found out", () => {
    const bent = (stream: RandomStream): RandomStream => ({
      ...stream,
      fork: (name) => bent(stream.fork(name)),
      integer: (bound) => Math.min(stream.integer(bound), stream.integer(bound)),
    });
    const context = contextOf(waves, {}, 2400);
    const evidence = gatherPartitions({ ...context, rng: bent(context.rng) });
    expect(evidence.uniformPValue).toBeLessThan(evidence.uniformLevel);
  });
});

describe("AV-1", () => {
  test("survival and waste by the binomial distribution, its interval by its own tails", () => {
    const trials = 300;
    const evidence = gatherDropouts(contextOf(waves, {}, 1000, trials));
    const sizes = expectedSizes(8, 3, "short")!;
    expect(evidence).toMatchObject({
      rounds: trials,
      clusters: trials * sizes.length,
      changed: 0,
      misplaced: 0,
    });
    expect(evidence.compared).toBeGreaterThan(100);
    const survive = sizes.map((size) => 0.9 ** size);
    const expected = survive.reduce((a, b) => a + b) / sizes.length;
    expect(evidence.expectedSurvival).toBeCloseTo(expected, 12);
    expect(evidence.globalSurvival).toBeCloseTo(0.9 ** 8, 12);
    const spread = Math.sqrt(survive.reduce((sum, p) => sum + p * (1 - p), 0) * trials);
    expect(Math.abs(evidence.survived - trials * sizes.length * expected)).toBeLessThan(5 * spread);
    // Clopper–Pearson: at either end the other tail has (1 − confidence)/2.
    const tail = (1 - evidence.confidence) / 2;
    const above = binomialProbabilities(evidence.clusters, evidence.survival.lower).slice(evidence.survived);
    const below = binomialProbabilities(evidence.clusters, evidence.survival.upper).slice(
      0,
      evidence.survived + 1,
    );
    for (const side of [above, below]) {
      expect(side.reduce((a, b) => a + b, 0) / tail).toBeCloseTo(1, 6);
    }
    const wasted = sizes.reduce((sum, size) => sum + size * (0.9 - 0.9 ** size), 0) / 8;
    expect(evidence.expectedWasted).toBeCloseTo(wasted, 12);
    expect(Math.abs(evidence.wasted - wasted)).toBeLessThan(0.05);
  });

  test("one cluster of all has nothing to compare: a round without a dropout shows nothing", () => {
    expect(gatherDropouts(contextOf(waves, { clusterSize: 8 }))).toMatchObject({ compared: 0, misplaced: 0 });
  });
});

describe("QN-1", () => {
  test("every pairing of client counts and moduli; sums with a client missing are counted apart", () => {
    const trials = 64;
    const evidence = gatherMasks(contextOf(waves, {}, 1000, trials));
    expect(evidence).toMatchObject({ trials, wrong: 0, largestClients: 8, worst: null, rightWithoutOne: 0 });
    // Counts 1…8 in turn: one in eight has no client to miss.
    expect(evidence.withoutOne).toBe(trials - trials / 8);
    expect(evidence.modulusBits).toEqual([8, 16, 32, 53]);
  });

  test("pads of zeros hide nothing, and the sums without a client come out right: it shows", () => {
    const flat = (stream: RandomStream): RandomStream => ({
      ...stream,
      fork: (name) => flat(stream.fork(name)),
      word: () => 0,
    });
    const context = contextOf(waves, {}, 1000, 16);
    const evidence = gatherMasks({ ...context, rng: flat(context.rng) });
    expect(evidence).toMatchObject({ wrong: 0, withoutOne: 14, rightWithoutOne: 14 });
  });
});
