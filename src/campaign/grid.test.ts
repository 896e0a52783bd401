import { expect, test } from "vitest";
import { adversaries } from "../../adversaries/index.ts";
import { cellsOf, groupsOf } from "./grid.ts";
import type { Grid } from "./grid.ts";

const GRID: Grid = {
  adversaries: [
    { name: "sign-flip", options: { c: 2 } },
    { name: "dropper", options: {} },
  ],
  rules: [
    { name: "mean", options: {} },
    { name: "krum", options: { neighbours: "n-f-1" } },
  ],
  clients: [12],
  clusterSizes: [3],
  byzantine: [{ count: 1 }],
  tolerate: null,
  channel: "none",
  layout: "chain",
  noise: [0],
  shots: [null],
  alphas: [0.5],
  trains: true,
};

test("a grid has every combination, and each setting and rule without an attack", () => {
  const cells = cellsOf({ ...GRID, clients: [12, 20], shots: [null, 100] });
  expect(cells).toHaveLength(2 * 2 * 3 * 2);
  expect(cells.filter(({ adversary }) => adversary === null)).toHaveLength(8);
  expect(cells.find(({ adversary }) => adversary !== null)).toEqual({
    adversary: "client/sign-flip",
    adversaryOptions: { c: 2 },
    rule: "mean",
    ruleOptions: {},
    tolerate: null,
    clients: 12,
    clusterSize: 3,
    byzantine: 1,
    shots: null,
    noise: { channel: "none", layout: "chain", probability: 0 },
    alpha: 0.5,
  });
});

test("shares are rounded, at least one client, and equal cells are one", () => {
  const byzantine = (of: Grid["byzantine"]): number[] => [
    ...new Set(cellsOf({ ...GRID, byzantine: of }).map((cell) => cell.byzantine)),
  ];
  expect(byzantine([{ share: 0.01 }, { share: 0.2 }, { count: 2 }])).toEqual([1, 2]);
  expect(cellsOf({ ...GRID, byzantine: [{ count: 2 }, { share: 0.2 }] })).toHaveLength(6);
  expect(byzantine([{ count: 0 }])).toEqual([0]);
});

test("nobody attacks where none is Byzantine", () => {
  const cells = cellsOf({ ...GRID, byzantine: [{ count: 0 }] });
  expect(cells.map(({ adversary }) => adversary)).toEqual([null, null]);
});

test("groups hold cells that differ in their rules alone, each cell once", () => {
  const cells = cellsOf(GRID);
  const groups = groupsOf(cells);
  expect(groups.map((group) => group.map(({ index }) => index))).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
  ]);
});

test.for<[change: Partial<Grid>, message: string]>([
  [{ adversaries: [{ name: "nobody", options: {} }] }, '"adversary" expected one of sign-flip'],
  [{ adversaries: [{ name: "ipm", options: { c: 1 } }] }, '"client/ipm" expected tau, got "c"'],
  [{ adversaries: [{ name: "ipm", options: { tau: -1 } }] }, '"client/ipm:tau" expected'],
  [{ rules: [{ name: "average", options: {} }] }, '"rule" expected one of mean'],
  [{ rules: [{ name: "krum", options: { m: 2 } }] }, '"options" expected only options of the rule krum'],
  [{ rules: [] }, '"rules" expected at least one'],
  [{ byzantine: [{ count: 12 }] }, '"byzantine" expected fewer than the 12 clients, got 12'],
  [{ tolerate: 1 }, '"tolerate" expected an integer from 0 to 0, got 1'],
  [{ clusterSizes: [6] }, '"aggregates" expected enough rows for the rule krum'],
  [{ noise: [2] }, '"noise.probability" expected'],
  [{ trains: false, adversaries: [{ name: "backdoor", options: {} }] }, "no adversary that poisons data"],
  [{ trains: false, rules: [{ name: "fltrust", options: {} }] }, "needs a reference"],
])("%j is refused", ([change, message]) => {
  expect(() => cellsOf({ ...GRID, ...change })).toThrow(message);
});

test("every adversary fits into a grid with its usual options", () => {
  const named = adversaries.map(({ id }) => ({ name: id, options: {} }));
  expect(cellsOf({ ...GRID, adversaries: named })).toHaveLength(2 * (adversaries.length + 1));
});

test("after bucketing a rule tolerates what it can of the buckets", () => {
  const preAggregators = [{ id: "bucketing", size: 2 }];
  const rules = [{ name: "median", options: { preAggregators } }];
  expect(cellsOf({ ...GRID, rules, clients: [18], byzantine: [{ count: 3 }] })).toHaveLength(3);
});
