import { expect, test } from "vitest";
import { rowOf, zeros } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import { randomStream } from "../../src/base/random.ts";
import { noiseless } from "../../src/quantum/noise.ts";
import { rules } from "../../src/rules/index.ts";
import { fillNormal } from "../../src/learning/normal.ts";
import { completeOptions } from "../adversary.ts";
import type { FullView } from "../adversary.ts";
import { columnMeans, repeated } from "../columns.ts";
import { FIXED, fixedUpdates } from "../fixed-attacks.ts";
import { simulatedRounds } from "../simulated-rounds.ts";
import { adaptive } from "./adaptive.ts";

const BYZANTINE = 2;
const CLIENTS = 14;
const CLUSTER_SIZE = 2;

function updatesOf(rows: number, name: string): Matrix {
  const updates = zeros(rows, 5);
  fillNormal(randomStream(name), updates.data);
  for (let r = 0; r < rows; r++) {
    const row = rowOf(updates, r);
    for (let c = 0; c < row.length; c++) row[c] = 0.3 * row[c]! + 1;
  }
  return updates;
}

function viewOf(rule: string, tolerate: number): FullView {
  const honest = updatesOf(CLIENTS - BYZANTINE, "honest");
  return {
    clients: CLIENTS,
    own: updatesOf(BYZANTINE, "own"),
    honest,
    clusterSize: CLUSTER_SIZE,
    rule,
    tolerate,
    reference: columnMeans(honest),
  };
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const LITTLE = completeOptions(adaptive, { budget: 400 });

test.for(rules)(
  "on $id it does at least the harm of every fixed attack, in rounds that it has not seen",
  ({ id, maxTolerated }) => {
    const view = viewOf(id, Math.min(BYZANTINE, Math.max(0, maxTolerated(CLIENTS / CLUSTER_SIZE))));
    const rng = randomStream("adaptive");
    const sent = adaptive.make(LITTLE).updates!(view, rng);
    expect([sent.rows, sent.columns]).toEqual([BYZANTINE, 5]);
    expect(FIXED.length).toBeGreaterThanOrEqual(13);
    const candidates = [sent, ...FIXED.map((fixed) => fixedUpdates(fixed, view, rng.fork(fixed.id)))];
    const [own, ...others] = simulatedRounds(view, randomStream("judge"))(candidates, 20);
    for (const other of others) {
      const gain = own!.map((harm, round) => harm - other[round]!);
      const spread = Math.sqrt(average(gain.map((value) => (value - average(gain)) ** 2)) / gain.length);
      expect(average(gain)).toBeGreaterThanOrEqual(-2 * spread - 1e-12);
    }
    expect(average(own!)).toBeGreaterThan(0);
  },
);

function longest(matrix: Matrix): number {
  return Math.max(...Array.from({ length: matrix.rows }, (_, r) => Math.hypot(...rowOf(matrix, r))));
}

test("it never sends more than its reach, and one that reaches further harms the mean more", () => {
  const view = viewOf("mean", 0);
  const sent = [1, 5, 25].map((reach) =>
    adaptive.make({ ...LITTLE, reach }).updates!(view, randomStream("adaptive")),
  );
  for (const [i, reach] of [1, 5, 25].entries()) {
    expect(longest(sent[i]!)).toBeLessThanOrEqual(reach * longest(view.honest) * (1 + 1e-12));
  }
  const harms = simulatedRounds(view, randomStream("judge"))(sent, 5).map(average);
  expect(harms[1]).toBeGreaterThan(harms[0]!);
  expect(harms[2]).toBeGreaterThan(2 * harms[1]!);
});

test("without a reach it goes as far as n/f times the longest update of the round", () => {
  const view = viewOf("mean", 0);
  const sent = adaptive.make(LITTLE).updates!(view, randomStream("adaptive"));
  expect(longest(sent)).toBeCloseTo(
    (CLIENTS / BYZANTINE) * Math.max(longest(view.own), longest(view.honest)),
    9,
  );
});

test("it evaluates the rule as often as its budget says at most", () => {
  let calls = 0;
  const options = {
    get preAggregators(): readonly [] {
      calls++;
      return [];
    },
  };
  for (const budget of [250, 700]) {
    calls = 0;
    adaptive.make({ ...LITTLE, budget }).updates!({ ...viewOf("mean", 0), options }, randomStream("count"));
    const before = calls;
    calls = 0;
    simulatedRounds({ ...viewOf("mean", 0), options }, randomStream("one"))([updatesOf(BYZANTINE, "x")], 1);
    expect(calls).toBeGreaterThan(0);
    expect(before / calls).toBeLessThanOrEqual(budget);
    expect(before / calls).toBeGreaterThan(0.85 * budget);
  }
});

test("where rounds are read with few shots it lets the bound grow, which krum alone would not mind", () => {
  const exact = viewOf("krum", 2);
  const reading = { shots: 100, noise: noiseless("chain") };
  const largest = (view: FullView): number =>
    Math.max(...adaptive.make(LITTLE).updates!(view, randomStream("adaptive")).data.map(Math.abs));
  const own = Math.max(...exact.own.data.map(Math.abs));
  expect(largest({ ...exact, reading })).toBeGreaterThan(5 * own);
  expect(largest(exact)).toBeLessThan(5 * own);
});

test("what is read in simulated rounds has errors of B/(πV√shots) a weight", () => {
  const view: FullView = {
    ...viewOf("mean", 0),
    honest: repeated(Float64Array.of(0, 0, 0, 0, 0), CLIENTS - BYZANTINE),
  };
  const sent = zeros(BYZANTINE, 5);
  sent.data[0] = 2;
  const noise = { channel: "dephasing", layout: "chain", probability: 0.1 } as const;
  const quiet = simulatedRounds({ ...view, reading: { shots: null, noise } }, randomStream("a"));
  // One client of all has 2 in one coordinate.
  expect(average(quiet([sent], 5)[0]!)).toBeCloseTo(2 / CLIENTS, 12);
  const read = simulatedRounds({ ...view, reading: { shots: 50, noise } }, randomStream("b"));
  const energies = read([sent], 400)[0]!.map((harm) => harm ** 2);
  // Dephasing flips the sign of a cluster's coherence with a chance of .1 after the one CNOT: V = 1 − 2p, or less.
  const [most, least] = [0.8, 0.8 ** 2].map(
    (v) => (5 / (CLIENTS / 2)) * (2 / (Math.PI * v * Math.sqrt(50))) ** 2,
  );
  const noiseEnergy = average(energies) - (2 / CLIENTS) ** 2;
  expect(noiseEnergy).toBeGreaterThan(0.8 * most!);
  expect(noiseEnergy).toBeLessThan(1.2 * least!);
});
