import { expect, test } from "vitest";
import { coverageOf } from "./coverage.ts";
import type { CoverageSources } from "./coverage.ts";

const GOOD: CoverageSources = {
  clauses: [
    { id: "A-A-1", level: "MUST", file: "a.md", text: "" },
    { id: "A-A-2", level: "SHOULD", file: "a.md", text: "" },
    { id: "A-A-3", level: "MAY", file: "a.md", text: "" },
    { id: "B-B-1", level: "MUST", file: "b.md", text: "" },
  ],
  laws: [
    { id: "x/one", clauses: ["A-A-1", "A-A-2"] },
    { id: "x/two", clauses: ["A-A-1"] },
  ],
  claims: [
    { id: "C-1", clauses: ["A-A-1"], isDecided: true },
    { id: "C-2", clauses: ["A-A-3"], isDecided: true },
  ],
  faults: [{ id: "f/one", clauses: ["A-A-2"] }],
  adversaries: [{ id: "client/one", clauses: ["A-A-3"] }],
  keptOtherwise: { "B-B-1": "the stream" },
};

test("a clause is covered by the laws that name it, or by what keeps it otherwise", () => {
  const { clauses, files, must, gaps } = coverageOf(GOOD);
  expect(gaps).toEqual([]);
  expect(clauses).toEqual([
    {
      id: "A-A-1",
      level: "MUST",
      file: "a.md",
      laws: ["x/one", "x/two"],
      claims: ["C-1"],
      faults: [],
      adversaries: [],
      keptOtherwise: null,
      uncovered: false,
    },
    expect.objectContaining({ id: "A-A-2", laws: ["x/one"], faults: ["f/one"], uncovered: false }),
    expect.objectContaining({ id: "A-A-3", laws: [], adversaries: ["client/one"], uncovered: false }),
    expect.objectContaining({ id: "B-B-1", laws: [], keptOtherwise: "the stream", uncovered: false }),
  ]);
  expect(must).toEqual({ total: 2, byLaws: 1, otherwise: 1, neither: 0 });
  expect(files).toEqual([
    {
      file: "a.md",
      must: { total: 1, byLaws: 1, otherwise: 0, neither: 0 },
      should: { total: 1, byLaws: 1, otherwise: 0, neither: 0 },
      may: { total: 1, byLaws: 0, otherwise: 0, neither: 1 },
    },
    {
      file: "b.md",
      must: { total: 1, byLaws: 0, otherwise: 1, neither: 0 },
      should: { total: 0, byLaws: 0, otherwise: 0, neither: 0 },
      may: { total: 0, byLaws: 0, otherwise: 0, neither: 0 },
    },
  ]);
});

test("where there are no faulty implementations and adversaries yet, none are counted", () => {
  const { clauses, gaps } = coverageOf({ ...GOOD, faults: undefined, adversaries: undefined });
  expect(gaps).toEqual([]);
  expect(clauses).toHaveLength(4);
  expect(clauses.filter((clause) => "faults" in clause || "adversaries" in clause)).toEqual([]);
});

test.each<[string, Partial<CoverageSources>, string]>([
  ["a MUST without a law", { keptOtherwise: {} }, "B-B-1 is a MUST without a law"],
  ["two clauses of one id", { clauses: [...GOOD.clauses, GOOD.clauses[1]!] }, "there are two clauses A-A-2"],
  [
    "a law without a clause",
    { laws: [...GOOD.laws, { id: "x/three", clauses: [] }] },
    "the law x/three names no clause",
  ],
  [
    "a law of an unknown clause",
    { laws: [...GOOD.laws, { id: "x/three", clauses: ["A-A-9"] }] },
    "the law x/three names A-A-9, which is no clause",
  ],
  ["two laws of one id", { laws: [...GOOD.laws, GOOD.laws[0]!] }, "there are two laws x/one"],
  [
    "a claim without a clause",
    { claims: [{ id: "C-3", clauses: [], isDecided: true }] },
    "the claim C-3 names no clause",
  ],
  [
    "a claim without evidence",
    { claims: [{ id: "C-3", clauses: ["A-A-1"], isDecided: false }] },
    "the claim C-3 has no evidence",
  ],
  [
    "a fault of an unknown clause",
    { faults: [{ id: "f/two", clauses: ["A-A-9"] }] },
    "the faulty implementation f/two names A-A-9, which is no clause",
  ],
  [
    "an adversary without a clause",
    { adversaries: [{ id: "client/two", clauses: [] }] },
    "the adversary client/two names no clause",
  ],
  [
    "a clause kept otherwise that has a law",
    { keptOtherwise: { ...GOOD.keptOtherwise, "A-A-1": "the stream" } },
    "A-A-1 is kept otherwise and has a law all the same",
  ],
  [
    "a SHOULD kept otherwise",
    { keptOtherwise: { ...GOOD.keptOtherwise, "A-A-2": "the stream" } },
    "A-A-2 is kept otherwise and only a SHOULD",
  ],
  [
    "something kept otherwise that is no clause",
    { keptOtherwise: { ...GOOD.keptOtherwise, "A-A-9": "the stream" } },
    "A-A-9 is kept otherwise and no clause",
  ],
])("a gap is %s", (_title, change, gap) => {
  expect(coverageOf({ ...GOOD, ...change }).gaps).toEqual([gap]);
});
