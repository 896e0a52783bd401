import { expect, test } from "vitest";
import type { CellSummary, Figure } from "./report.ts";
import type { Cell } from "./setting.ts";
import { adaptiveAgainstFixed, doesItsJob, enduranceOf, worstCases } from "./worst-case.ts";

function figure(value: number): Figure {
  return { trials: 3, median: value, mean: value, lower: value - 0.1, upper: value + 0.1 };
}

function summary(
  change: Partial<Cell>,
  seen: { readonly deviation: number | null; readonly cosine: number; readonly withoutUpdate?: number },
): CellSummary {
  const { deviation, cosine, withoutUpdate = 0 } = seen;
  return {
    cell: {
      adversary: "client/ipm",
      adversaryOptions: {},
      rule: "median",
      ruleOptions: {},
      tolerate: null,
      clients: 60,
      clusterSize: 5,
      byzantine: 3,
      shots: null,
      noise: { channel: "none", layout: "chain", probability: 0 },
      alpha: null,
      ...change,
    },
    trials: 3,
    rounds: 3,
    truePositives: null,
    falsePositives: null,
    precision: null,
    auc: null,
    deviation: deviation === null ? null : figure(deviation),
    cosine: figure(cosine),
    noHonestMajority: null,
    lost: null,
    withoutUpdate: { successes: 0, cases: 3, rate: withoutUpdate, lower: 0, upper: 1 },
    refusal: null,
    suspects: [],
    training: null,
    tampers: null,
    closedForms: [],
  };
}

const CELLS = [
  summary({ adversary: null }, { deviation: 0.1, cosine: 0.99 }),
  summary({ adversary: "client/ipm" }, { deviation: 0.5, cosine: 0.8 }),
  summary({ adversary: "client/alie" }, { deviation: 0.9, cosine: 0.7 }),
  summary({ adversary: null, byzantine: 6 }, { deviation: 0.1, cosine: 0.99 }),
  summary({ adversary: "client/ipm", byzantine: 6 }, { deviation: 0.9, cosine: 0.6 }),
  summary({ adversary: "client/alie", byzantine: 6 }, { deviation: 0.8, cosine: 0.2 }),
  summary({ adversary: null, byzantine: 12 }, { deviation: 0.1, cosine: 0.99 }),
  summary({ adversary: "client/ipm", byzantine: 12 }, { deviation: 0.4, cosine: 0.9 }),
];

test("the worst case of a rule is the largest deviation of each setting, beside that without an attack", () => {
  expect(
    worstCases(CELLS).map(({ setting, adversary, deviation, baseline, holds }) => [
      setting.byzantine,
      adversary,
      deviation,
      baseline.deviation,
      holds,
    ]),
  ).toEqual([
    [3, "client/alie", 0.9, 0.1, true],
    // The strongest by deviation leaves the direction; another one does not.
    [6, "client/ipm", 0.9, 0.1, false],
    [12, "client/ipm", 0.4, 0.1, true],
  ]);
});

test("an update that does not come is worse than any", () => {
  const gone = summary({ adversary: "client/dropper" }, { deviation: 0.2, cosine: 0.9, withoutUpdate: 0.6 });
  expect(worstCases([...CELLS.slice(0, 3), gone])[0]).toMatchObject({
    adversary: "client/dropper",
    holds: false,
  });
  expect(doesItsJob(gone, undefined)).toBe(false);
});

test("a rule stands as many as come before the first number at which it fails", () => {
  expect(enduranceOf(CELLS)).toMatchObject([{ rule: "median", tried: [3, 6, 12], most: 3 }]);
  expect(enduranceOf(CELLS.filter(({ cell }) => cell.byzantine !== 6))).toMatchObject([
    { tried: [3, 12], most: 12 },
  ]);
  expect(enduranceOf(CELLS.slice(3))).toMatchObject([{ tried: [6, 12], most: null }]);
  expect(enduranceOf(CELLS.slice(0, 3))).toEqual([]);
});

test("in trainings accuracy decides, and a backdoor that works", () => {
  const trained = (adversary: string | null, accuracy: number, success: number | null): CellSummary => ({
    ...summary({ adversary }, { deviation: 0, cosine: -1 }),
    training: {
      accuracies: [accuracy],
      finalAccuracy: figure(accuracy),
      loss: null,
      success: success === null ? null : figure(success),
    },
  });
  const baseline = trained(null, 0.9, 0.1);
  expect(doesItsJob(trained("client/ipm", 0.85, null), baseline)).toBe(true);
  expect(doesItsJob(trained("client/ipm", 0.75, null), baseline)).toBe(false);
  expect(doesItsJob(trained("client/backdoor", 0.9, 0.6), baseline)).toBe(false);
  const cells = [baseline, trained("client/ipm", 0.7, null), trained("client/backdoor", 0.8, 0.6)];
  expect(worstCases(cells)[0]).toMatchObject({
    adversary: "client/ipm",
    accuracy: 0.7,
    baseline: { accuracy: 0.9 },
    holds: false,
  });
});

test("the optimising adversary stands beside the best fixed attack on updates of its rule and setting", () => {
  const rows = adaptiveAgainstFixed([
    ...CELLS,
    summary({ adversary: "client/adaptive" }, { deviation: 0.71, cosine: 0.5 }),
    summary({ adversary: "client/adaptive", byzantine: 6 }, { deviation: 0.69, cosine: 0.5 }),
    // It acts by other means, and another rule has nothing to compare.
    summary({ adversary: "client/dropper" }, { deviation: 9, cosine: 0.5 }),
    summary({ adversary: "client/adaptive", rule: "krum" }, { deviation: 1, cosine: 0.5 }),
    summary({ adversary: "client/mimic" }, { deviation: null, cosine: 0 }),
  ]);
  expect(
    rows.map(({ setting, bestAdversary, best, isLess }) => [
      setting.byzantine,
      bestAdversary,
      best.mean,
      isLess,
    ]),
  ).toEqual([
    [3, "client/alie", 0.9, false],
    [6, "client/ipm", 0.9, true],
  ]);
});
