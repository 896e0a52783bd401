import { expect, test } from "vitest";
import type { JudgedRound } from "./judged-round.ts";
import { areaUnderCurve, scoreRound, suspects } from "./score-round.ts";
import { followSuspicion } from "./suspicion.ts";

/** Five clusters of two; clients 0 and 4 attack, and cluster 3 is lost. */
const ROUND: JudgedRound = {
  clusters: [
    [0, 1],
    [2, 3],
    [4, 5],
    [6, 7],
    [8, 9],
  ],
  live: [true, true, true, false, true],
  accepted: [false, false, true, false, true],
  update: Float64Array.of(3, 4),
  refusal: null,
  suspicion: Float64Array.of(9, 5, 5, 1),
  visibility: Float64Array.of(0.2, 0.9, 0.4, 0.7),
};
const ATTACKERS = new Set([0, 4]);

test("a round is scored against the truth about its live clusters", () => {
  const score = scoreRound(ROUND, Float64Array.of(3, 0), ATTACKERS);
  expect(score).toEqual({
    contaminated: 2,
    caught: 1,
    clean: 2,
    accused: 1,
    lost: 1,
    // Two of four live clusters are no minority.
    honestMajority: false,
    refusal: null,
    deviation: 4 / 3,
    cosine: 3 / 5,
    // Of the four pairs 9 > 5, 9 > 1, 5 = 5 and 5 > 1.
    auc: 3.5 / 4,
    visibility: { contaminated: expect.closeTo(0.3, 12), clean: expect.closeTo(0.8, 12) },
  });
});

test("a round without an update has no verdicts, and one without a target no deviation", () => {
  const refused: JudgedRound = { ...ROUND, update: null, refusal: "why", suspicion: null, visibility: null };
  expect(scoreRound(refused, Float64Array.of(3, 0), ATTACKERS)).toMatchObject({
    contaminated: 2,
    caught: 0,
    clean: 2,
    accused: 0,
    deviation: null,
    cosine: null,
    auc: null,
    visibility: { contaminated: null, clean: null },
  });
  expect(suspects(refused)).toEqual([]);
  expect(scoreRound(ROUND, Float64Array.of(0, 0), ATTACKERS)).toMatchObject({ deviation: null, cosine: 0 });
});

test("the area under a curve counts pairs in order, ties by half", () => {
  expect(areaUnderCurve([1, 2], [0, 1])).toBe(3.5 / 4);
  expect(areaUnderCurve([0], [1])).toBe(0);
  expect(areaUnderCurve([], [1])).toBeNull();
  expect(areaUnderCurve([1], [])).toBeNull();
});

test("suspects are those whose cluster was rejected every time; perfect detection knows who was beside an attacker", () => {
  const { add, trace } = followSuspicion(10, ATTACKERS);
  expect(suspects(ROUND)).toEqual([0, 1, 2, 3]);
  add(ROUND);
  expect(trace).toEqual({ trueSuspects: [1], falseSuspects: [3], exposed: [2] });
  // Now 0 is with 3, 4 with 5 and 1 with 2; clusters 0 and 1 are rejected.
  const clusters = [
    [0, 3],
    [4, 5],
    [1, 2],
    [6, 8],
    [7, 9],
  ];
  add({ ...ROUND, clusters, live: clusters.map(() => true), accepted: [false, false, true, true, true] });
  expect(trace).toEqual({ trueSuspects: [1, 1], falseSuspects: [3, 1], exposed: [2, 1] });
});
