import { expect, test } from "vitest";
import { compared, predictions } from "./closed-forms.ts";
import type { RoundReading } from "./round-reading.ts";
import type { RoundScore } from "./score-round.ts";
import type { Cell } from "./setting.ts";
import { addTrial, emptyTally } from "./tally.ts";
import type { Tally } from "./tally.ts";

const CELL: Cell = {
  adversary: "client/sign-flip",
  adversaryOptions: { c: 1 },
  rule: "mean",
  ruleOptions: {},
  tolerate: null,
  clients: 12,
  clusterSize: 3,
  byzantine: 2,
  shots: null,
  noise: { channel: "none", layout: "chain", probability: 0 },
  alpha: null,
};

function score(contaminated: number, visibility: number): RoundScore {
  return {
    contaminated,
    caught: 0,
    clean: 4 - contaminated,
    accused: 0,
    lost: 0,
    honestMajority: 2 * contaminated < 4,
    refusal: null,
    deviation: 1,
    cosine: 1,
    auc: null,
    visibility: { contaminated: visibility, clean: 1 },
  };
}

/** Trials of one round each, of which every other one has two contaminated clusters, or all of them. */
function tallyOf(trials: number, contaminated: number, visibility: number): Tally {
  const tally = emptyTally();
  for (let trial = 0; trial < trials; trial++) {
    const rounds = [score(trial % 2 === 0 ? contaminated : 1, visibility)];
    addTrial(
      tally,
      { cell: 0, trial, rounds, trueSuspects: [0], falseSuspects: [0], exposed: [3], training: null },
      10,
    );
  }
  return tally;
}

test("a measurement far from its closed form differs, at a level that a hundred others share", () => {
  // 1 − C(10, 3)/C(12, 3) = 1 − 120/220 = .4545; trials of 1 and 4 of 4 clusters have .625 of them contaminated.
  const found = (tally: Tally) => compared(predictions(CELL, tally), 0.95, 1e-11);
  const far = found(tallyOf(2000, 4, 1));
  expect(far.map(({ what }) => what)).toEqual([
    "clusters with an attacker",
    "rounds without an honest majority of clusters",
    "honest clients beside an attacker in the round",
  ]);
  expect(far[0]).toMatchObject({ measured: 0.625, agrees: false });
  expect(far[0]!.expected).toBeCloseTo(100 / 220, 12);
  const few = found(tallyOf(10, 4, 1));
  expect(few[0]).toMatchObject({ measured: 0.625, agrees: true });
});

test("visibilities are compared where expectations are exact, and where one attack says what they are", () => {
  const collapse: Cell = { ...CELL, adversary: "client/collapse", adversaryOptions: { share: 0.4 } };
  const visible = (cell: Cell, visibility: number) =>
    compared(predictions(cell, tallyOf(50, 2, visibility)), 0.95, 1e-11).filter(({ what }) =>
      what.startsWith("visib"),
    );
  // Of 220 clusters 10·9/2·2 = 90 have one attacker and 10 have both.
  const expected = (90 * 0.6 + 10 * 0.36) / 100;
  expect(visible(collapse, expected)).toMatchObject([{ agrees: true }]);
  expect(visible(collapse, expected)[0]!.expected).toBeCloseTo(expected, 12);
  expect(visible(collapse, 0.6)).toMatchObject([{ agrees: false }]);
  expect(visible({ ...collapse, shots: 100 }, expected)).toEqual([]);
  expect(visible({ ...collapse, clusterSize: 5 }, expected)).toHaveLength(1);
  expect(visible({ ...collapse, clusterSize: 7, clients: 15 }, expected)).toEqual([]);
  const jitter: Cell = { ...CELL, adversary: "client/random-phase", adversaryOptions: { sigma: 1 } };
  const damped = (90 * Math.exp(-0.5) + 10 * Math.exp(-1)) / 100;
  expect(visible(jitter, damped)).toMatchObject([{ agrees: true }]);
  expect(visible(CELL, 0.5)).toEqual([]);
});

/** Trials of one round, in which clusters are read like this. */
function readTally(cell: Cell, reading: RoundReading, trials = 30): Tally {
  const tally = emptyTally();
  for (let trial = 0; trial < trials; trial++) {
    // A little spread, so that there is an interval.
    const off = 1 + (trial % 2 === 0 ? 0.01 : -0.01);
    const scaled = (value: number | null): number | null => (value === null ? null : value * off);
    const read = {
      ...reading,
      projection: scaled(reading.projection),
      shift: scaled(reading.shift),
      error: scaled(reading.error),
    };
    addTrial(
      tally,
      {
        cell: 0,
        trial,
        rounds: [{ ...score(2, 1), reading: read }],
        trueSuspects: [0],
        falseSuspects: [0],
        exposed: [3],
        training: null,
      },
      cell.clients - cell.byzantine,
    );
  }
  return tally;
}

const READING: RoundReading = { projection: 0.5, single: 2, shift: 2.5, error: 0.05, inflation: 10 };

/** By hand: of clusters of three with one of two attackers, 90 have one and 10 both. */
const mix = (one: number, both: number): number => (90 * one + 10 * both) / 100;

test.each<readonly [string, Partial<Cell>, Partial<RoundReading>, number]>([
  ["sign-flip", { adversaryOptions: { c: 1 } }, { projection: mix(1 / 3, -1 / 3) }, mix(1 / 3, -1 / 3)],
  [
    "sign-flip",
    { adversaryOptions: { c: 4 }, shots: 1000 },
    { projection: mix(-2 / 3, -7 / 3) },
    mix(-2 / 3, -7 / 3),
  ],
  [
    "control-flip",
    { adversaryOptions: { when: "after" } },
    { projection: mix(1 / 3, -1 / 3) },
    mix(1 / 3, -1 / 3),
  ],
  ["control-flip", { adversaryOptions: { when: "before" } }, { projection: 1 / 9 }, 1 / 9],
  ["out-of-range-phase", { adversaryOptions: { angle: 2.5 } }, { shift: 2.5 }, (2.5 * 3) / Math.PI],
  [
    "out-of-range-phase",
    { adversaryOptions: { angle: 6 } },
    { shift: 2 * Math.PI - 6 },
    ((2 * Math.PI - 6) * 3) / Math.PI,
  ],
  [
    "bound-inflater",
    { adversaryOptions: { lambda: 10 }, shots: 400 },
    { error: 10 / (20 * Math.PI) },
    1 / (20 * Math.PI),
  ],
])("%s with %j, read as %j, agrees with %d, and half of it does not", (name, change, read, expected) => {
  const cell: Cell = { ...CELL, ...change, adversary: `client/${name}` };
  const found = (reading: RoundReading) =>
    compared(predictions(cell, readTally(cell, reading)), 0.95, 1e-11).at(-1)!;
  const right = found({ ...READING, ...read });
  expect(right.expected).toBeCloseTo(expected, 12);
  expect(right.measured).toBeCloseTo(expected, 9);
  expect(right.agrees).toBe(true);
  const half = Object.fromEntries(Object.entries(read).map(([key, value]) => [key, Number(value) / 2]));
  expect(found({ ...READING, ...half }).agrees).toBe(false);
});

test("there is no form for means where clusters differ, phases turn one by one, shots are few or a bound is hardly larger", () => {
  const formsOf = (change: Partial<Cell>, reading = READING): number => {
    const cell: Cell = { ...CELL, ...change };
    return predictions(cell, readTally(cell, reading)).length;
  };
  // Three are of partitions alone.
  expect(formsOf({})).toBe(4);
  expect(formsOf({ clients: 15, clusterSize: 7 })).toBe(3);
  expect(formsOf({ noise: { channel: "bit-flip", layout: "chain", probability: 0.1 } })).toBe(3);
  expect(formsOf({ shots: 99 })).toBe(3);
  expect(formsOf({ shots: 100 })).toBe(4);
  expect(
    formsOf({ adversary: "client/out-of-range-phase", adversaryOptions: { angle: 1 }, shots: 1000 }),
  ).toBe(3);
  const inflater = { adversary: "client/bound-inflater", adversaryOptions: { lambda: 2 } };
  expect(formsOf({ ...inflater, shots: null })).toBe(3);
  expect(formsOf({ ...inflater, shots: 1000 })).toBe(4);
  expect(formsOf({ ...inflater, shots: 1000 }, { ...READING, inflation: 2.9 })).toBe(3);
  expect(formsOf({}, { ...READING, projection: null })).toBe(3);
});

test("without an attack or a trial there is nothing to compare", () => {
  expect(predictions({ ...CELL, adversary: null }, tallyOf(3, 2, 1))).toEqual([]);
  expect(predictions(CELL, emptyTally())).toEqual([]);
});
