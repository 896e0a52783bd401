import { expect, test } from "vitest";
import { compared, predictions } from "./closed-forms.ts";
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

test("without an attack or a trial there is nothing to compare", () => {
  expect(predictions({ ...CELL, adversary: null }, tallyOf(3, 2, 1))).toEqual([]);
  expect(predictions(CELL, emptyTally())).toEqual([]);
});
