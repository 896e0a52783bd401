import { expect, test } from "vitest";
import { compareResults } from "./gate.ts";
import { identityOf, mutantText, shortCode } from "./mutant.ts";
import type { Mutant } from "./mutant.ts";
import { clausesOfTest } from "./named-clauses.ts";
import { packResult, renewed, unpackResult } from "./result.ts";
import { matchReviews } from "./reviews.ts";
import { strengthByFolder, strengthOf } from "./score.ts";
import { strengthTable } from "./table.ts";

const example: Mutant = {
  file: "src/protocol/encode.ts",
  name: "encode",
  original: "a + b",
  replacement: "a - b",
  ordinal: 1,
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 10,
  mutator: "ArithmeticOperator",
  status: "killed",
  killedBy: ["encoding/encode-definition"],
  owners: ["CQSA-ENC-1"],
};
const nobody = { status: "survived", killedBy: [] } as const;

/** Eight mutants of ENC-1, of which six are alike; one of ENC-2. */
const mutants: readonly Mutant[] = [
  example,
  { ...example, ordinal: 2, killedBy: ["encoding/encode-definition", "rounds/view"] },
  { ...example, ordinal: 3, killedBy: ["rounds/view"] },
  { ...example, ordinal: 4, killedBy: ["src/protocol/encode.test.ts#doubles a weight [CQSA-ENC-1]"] },
  { ...example, ordinal: 5, status: "timed out", killedBy: [] },
  { ...example, ordinal: 6, status: "uncovered", killedBy: [] },
  { ...example, ordinal: 7, ...nobody },
  { ...example, ordinal: 8, ...nobody },
  { ...example, name: "decode", owners: ["CQSA-ENC-2"], status: "failed", killedBy: [] },
];
const lawClauses = { "encoding/encode-definition": ["CQSA-ENC-1"], "rounds/view": ["CQSA-RND-6"] };
const equivalent = new Set([identityOf(mutants[7]!)]);
const sources = { mutants, lawClauses, equivalent };

test("a score counts kills by own laws and by tests that name a clause, over all but equivalent mutants", () => {
  const [claim, clause] = strengthOf(
    [
      { id: "PH-5", clauses: ["CQSA-ENC-1", "CQSA-ENC-2"] },
      { id: "CQSA-ENC-1", clauses: ["CQSA-ENC-1"] },
    ],
    sources,
  );
  const counts = {
    killedByOwn: 3,
    killedByOwnLaws: 2,
    killedByOthers: 1,
    timedOut: 1,
    uncovered: 1,
    equivalent: 1,
    uniqueKills: 2,
  };
  expect(clause).toMatchObject({ ...counts, mutants: 8, failed: 0, score: 3 / 7 });
  expect(clause!.survivors).toEqual([mutants[6]]);
  expect(claim).toMatchObject({ ...counts, mutants: 9, failed: 1, score: 3 / 8 });
});

test("a claim whose code has no mutant has no score, and one with code of its own owns it", () => {
  const own = { ...example, owners: ["PH-3"] };
  const [without, withCode] = strengthOf(
    [
      { id: "PH-1", clauses: ["CQSA-AGG-1"] },
      { id: "PH-3", clauses: ["CQSA-ENC-1"] },
    ],
    { ...sources, mutants: [own] },
  );
  expect(without).toMatchObject({ mutants: 0, score: null });
  expect(withCode).toMatchObject({ mutants: 1, killedByOwn: 1, score: 1 });
});

test("in a folder every law and test counts; the last line is all folders together", () => {
  const rule = { ...example, file: "src/rules/krum/scores.ts" };
  const folders = strengthByFolder({ ...sources, mutants: [...mutants, rule] });
  expect(folders.map(({ id }) => id)).toEqual(["src/protocol", "src/rules", "all"]);
  expect(folders[0]).toMatchObject({
    killedByOwn: 4,
    killedByOwnLaws: 3,
    killedByOthers: 0,
    mutants: 9,
    score: 4 / 8,
  });
  expect(folders[2]).toMatchObject({ killedByOwn: 5, mutants: 10 });
});

test("a table has a line for each strength, and all lines are equally long", () => {
  const lines = strengthTable("folder", strengthByFolder(sources)).split("\n");
  expect(lines).toHaveLength(3);
  expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
  expect(lines[1]).toMatch(/^src\/protocol +9 +4 +3 +0 +1 +1 +1 +1 +1 +3 +50 %$/u);
});

test("a review finds its mutant wherever that has moved, and says when it is gone or noticed after all", () => {
  const moved = { ...mutants[6]!, line: 90, column: 1 };
  const review = { ...mutants[6]!, reason: "both are 0" };
  expect(matchReviews([review], [moved]).equivalent).toEqual(new Set([identityOf(moved)]));
  const changed = { ...moved, original: "a + c" };
  expect(matchReviews([review], [changed])).toEqual({ equivalent: new Set(), stale: [review], wrong: [] });
  expect(matchReviews([review], [{ ...moved, status: "killed" }]).wrong).toEqual([review]);
  const elsewhere = { ...moved, file: "src/rules/mean.ts" };
  expect(matchReviews([review], [elsewhere]).stale).toEqual([]);
  expect(matchReviews([review], [elsewhere], true).stale).toEqual([review]);
});

test("the gate names survivors that were not there, whatever the share of kills does", () => {
  const weakened = mutants.map((mutant, i) => (i === 0 ? { ...mutant, ...nobody, line: 40 } : mutant));
  const stronger = weakened.map((mutant, i) => (i === 6 ? { ...mutant, status: "killed" as const } : mutant));
  const gate = compareResults({ committed: mutants, newest: stronger, equivalent });
  expect(gate.newSurvivors).toEqual([stronger[0]]);
  expect(gate.noticed).toEqual([stronger[6]]);
});

test("known survivors, time-outs and reviewed mutants pass the gate; a mutant of new code does not", () => {
  const fresh = { ...example, name: "added", ...nobody };
  const late = { ...example, status: "timed out" as const, killedBy: [] };
  const newest = [...mutants.slice(1), late, fresh];
  const gate = compareResults({ committed: mutants, newest, equivalent });
  expect([gate.newSurvivors, gate.newTimeOuts]).toEqual([[fresh], [late]]);
  const reviewed = new Set([...equivalent, identityOf(fresh)]);
  expect(compareResults({ committed: mutants, newest, equivalent: reviewed }).newSurvivors).toEqual([]);
});

test("a result comes back from its kept form as it was, and is kept in the order of the sources", () => {
  const result = {
    commit: "abc1234",
    version: "0.1.0",
    preset: { runs: 25, samples: 1 },
    power: { tried: 10, noticed: ["src/protocol/encode.ts:3:5 by rounds/view"] },
    sources: { "src/protocol/encode.ts": "0123" },
    judges: { "rounds/view": "4567" },
    untyped: { "src/protocol/encode.ts": 2 },
    mutants: [{ ...example, line: 9, endLine: 9 }, example, { ...example, replacement: "a * b" }],
  };
  const back = unpackResult(JSON.parse(JSON.stringify(packResult(result))), "kept.json");
  expect(back).toEqual({ ...result, mutants: [result.mutants[2], example, result.mutants[0]] });
  const shuffled = { ...result, mutants: [...result.mutants].reverse() };
  expect(packResult(shuffled)).toEqual(packResult(result));
});

test("a file of another kind is no result", () => {
  for (const other of [null, [], {}, { kind: "cqsa-mutation", format: 2 }]) {
    expect(() => unpackResult(other, "kept.json")).toThrow("kept.json: is no result of a run of mutants");
  }
});

test("renewing some files keeps the others, and forgets judges that are not what they were", () => {
  const kept = {
    commit: "old",
    version: "0.1.0",
    preset: { runs: 25, samples: 1 },
    power: null,
    sources: { "src/a.ts": "1", "src/b.ts": "2" },
    judges: { "x/law": "1", "y/law": "1" },
    untyped: { "src/a.ts": 0, "src/b.ts": 0 },
    mutants: [
      { ...example, file: "src/a.ts" },
      { ...example, file: "src/b.ts" },
    ],
  };
  const mutants = [{ ...example, file: "src/b.ts", ...nobody }];
  const newer = { ...kept, commit: "new", sources: { "src/b.ts": "3" }, untyped: {}, mutants };
  const judges = { "x/law": "1", "y/law": "2", "z/law": "3" };
  const merged = renewed(kept, { ...newer, judges }, ["src/a.ts", "src/b.ts"]);
  expect(merged).toMatchObject({ commit: "new", sources: { "src/a.ts": "1", "src/b.ts": "3" } });
  expect(merged.judges).toEqual({ "x/law": "1" });
  expect(merged.mutants).toEqual([kept.mutants[0], mutants[0]]);
  // A file that is gone takes its mutants along.
  expect(renewed(kept, { ...newer, judges }, ["src/b.ts"])).toMatchObject({
    sources: { "src/b.ts": "3" },
    untyped: { "src/b.ts": 0 },
    mutants,
  });
});

test("a mutant reads as its place and what it does", () => {
  expect(mutantText(example)).toBe("src/protocol/encode.ts:3:5  a + b → a - b");
  expect(mutantText({ ...example, replacement: "" })).toContain("→ (nothing)");
});

test("long code is cut so that two pieces stay two, and cutting once more changes nothing", () => {
  const [one, other] = [`${"x + ".repeat(40)}1`, `${"x + ".repeat(40)}2`];
  expect(shortCode(one).length).toBeLessThan(90);
  expect(shortCode(one)).not.toBe(shortCode(other));
  expect(shortCode(shortCode(one))).toBe(shortCode(one));
  expect(shortCode("a\n   + b")).toBe("a + b");
});

test("a test names clauses in brackets at the end of its title alone", () => {
  expect(clausesOfTest("a weight doubles [CQSA-ENC-1, WIRE-REJ-2]")).toEqual(["CQSA-ENC-1", "WIRE-REJ-2"]);
  expect(clausesOfTest("16 bits [QN-2] [QNF-MSK-5]")).toEqual(["QN-2", "QNF-MSK-5"]);
  expect(clausesOfTest("[CQSA-ENC-1] a weight doubles")).toEqual([]);
  expect(clausesOfTest("the array [1, 2]")).toEqual([]);
});
