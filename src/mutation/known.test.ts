import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { MutantStatus } from "../strength/mutant.ts";
import type { MutationResult } from "../strength/result.ts";
import { EXAMPLE_ENTRY } from "./example-entry.ts";
import type { JournalEntry } from "./journal.ts";
import { currentEntries, entriesOf, keptSurvivors, stillCounts, suiteOf } from "./known.ts";
import type { Present } from "./known.ts";
import { inTestOrder, isStillWanted } from "./own-tests.ts";
import { typeErrors } from "./type-check.ts";

const judges = { "a/law": "1", "b/law": "2", "src/x.test.ts": "3" };
const present = {
  sources: new Map([["src/x.ts", "h"]]),
  judges,
  suite: suiteOf(judges),
  isOwnKill: ({ killedBy }: JournalEntry): boolean => killedBy.includes("a/law"),
  isKeptSurvivor: keptSurvivors(null),
};
const entry: JournalEntry = {
  ...EXAMPLE_ENTRY,
  status: "killed",
  killedBy: ["a/law", "src/x.test.ts#a title"],
  judges: ["1", "3"],
  suite: suiteOf(judges),
};

/** A kept result of the same mutant alone. */
function keptWith(status: MutantStatus): MutationResult {
  return {
    commit: null,
    version: "0",
    preset: { runs: 1, samples: 1 },
    power: null,
    sources: { "src/x.ts": "h" },
    judges,
    untyped: {},
    mutants: [
      {
        file: "src/x.ts",
        name: "",
        original: "a",
        replacement: "true",
        ordinal: 1,
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 2,
        mutator: "ConditionalExpression",
        status,
        killedBy: status === "killed" ? entry.killedBy : [],
        owners: [],
      },
    ],
  };
}

/** What stands once judges have changed. */
function presentWith(changed: Record<string, string>): Present {
  const now = { ...judges, ...changed };
  return { ...present, judges: now, suite: suiteOf(now) };
}

/** Whether it counts once judges have changed. */
function counts(known: JournalEntry, changed: Record<string, string>, onlyNew: boolean): boolean {
  return stillCounts(known, presentWith(changed), onlyNew);
}

test("where only new survivors are looked for, a kill counts while one of those who noticed is what it was", () => {
  expect(counts(entry, {}, true)).toBe(true);
  expect(counts(entry, { "a/law": "9" }, true)).toBe(true);
  expect(counts(entry, { "src/x.test.ts": "9" }, true)).toBe(true);
  expect(counts(entry, { "a/law": "9", "src/x.test.ts": "9" }, true)).toBe(false);
  expect(counts(entry, { "b/law": "9" }, true)).toBe(true);
});

test("elsewhere it counts while all of them are, so that nobody stands as one who notices and no longer does", () => {
  expect(counts(entry, {}, false)).toBe(true);
  expect(counts(entry, { "b/law": "9" }, false)).toBe(true);
  for (const judge of entry.killedBy.map((killer) => killer.split("#")[0]!)) {
    expect(counts(entry, { [judge]: "9" }, false)).toBe(false);
  }
});

test("a kill by others alone is tried again when any law or test has changed: an owner's may notice now", () => {
  const byOthers: JournalEntry = { ...entry, killedBy: ["b/law"], judges: ["2"] };
  expect(counts(byOthers, {}, false)).toBe(true);
  expect(counts(byOthers, { "c/law": "4" }, false)).toBe(false);
  expect(counts(byOthers, { "c/law": "4" }, true)).toBe(true);
});

test("a survivor is tried again when any law or test has changed; where only new ones are looked for, unless it is kept as one", () => {
  const survivor: JournalEntry = { ...entry, status: "survived", killedBy: [], judges: [] };
  const now = presentWith({ "c/law": "4" });
  const inKept = { ...now, isKeptSurvivor: keptSurvivors(keptWith("survived")) };
  for (const onlyNew of [false, true]) {
    expect(stillCounts(survivor, present, onlyNew)).toBe(true);
    expect(stillCounts(survivor, now, onlyNew)).toBe(false);
    expect(stillCounts(survivor, inKept, onlyNew)).toBe(onlyNew);
    expect(stillCounts({ ...survivor, hash: "other" }, inKept, onlyNew)).toBe(false);
    const keptAsNoticed = { ...now, isKeptSurvivor: keptSurvivors(keptWith("killed")) };
    expect(stillCounts(survivor, keptAsNoticed, onlyNew)).toBe(false);
    expect(stillCounts({ ...survivor, status: "timed out" }, now, onlyNew)).toBe(onlyNew);
    expect(stillCounts({ ...survivor, status: "failed" }, present, onlyNew)).toBe(false);
  }
});

test("what is known of another source does not count, and the later of two entries does", () => {
  const later: JournalEntry = { ...entry, status: "survived" };
  const known = currentEntries([entry, { ...entry, hash: "old", status: "failed" }, later], present);
  expect([...known.values()]).toEqual([later]);
});

test("a kept result is known by the same keys as a journal", () => {
  expect(entriesOf(keptWith("killed"))).toEqual([entry]);
});

test("a mutant that laws noticed faces only the tests of owners that have not; an unnoticed one faces all until one notices", () => {
  const lawClauses = { "a/law": ["A-A-1"] };
  const tests = ["f#one [A-A-1]", "f#two [B-B-1]", "f#three"];
  const wanted = (owners: readonly string[], killers: readonly string[]): string[] =>
    tests.filter((name) => isStillWanted(name, owners, killers, lawClauses));
  expect(wanted(["A-A-1", "B-B-1"], [])).toEqual(tests);
  expect(wanted(["A-A-1", "B-B-1"], ["a/law"])).toEqual(["f#two [B-B-1]"]);
  expect(wanted(["A-A-1", "B-B-1"], ["a/law", "f#two [B-B-1]"])).toEqual([]);
  expect(wanted(["A-A-1"], ["f#three"])).toEqual(["f#one [A-A-1]"]);
  expect(wanted(["A-A-1"], ["a/law"])).toEqual([]);
});

test("tests of owners come first, of each kind those that compute least, and the longest are left out", () => {
  const passages = { "f#long [A-A-1]": 9, "f#short [A-A-1]": 2, "f#other": 1, "f#endless [A-A-1]": 1e9 };
  const tests = Object.keys(passages);
  expect(inTestOrder(tests, ["A-A-1"], passages)).toEqual([
    "f#short [A-A-1]",
    "f#long [A-A-1]",
    "f#endless [A-A-1]",
    "f#other",
  ]);
  expect(inTestOrder(tests, ["B-B-1"], passages)).toEqual(["f#other", "f#short [A-A-1]", "f#long [A-A-1]"]);
});

test("a change that breaks types is found among others of the same file, and what is only unused is not", () => {
  const project = mkdtempSync(join(tmpdir(), "cqsa-types-"));
  const compilerOptions = { strict: true, noUnusedLocals: true, lib: ["es5"], types: [] };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  writeFileSync(join(project, "a.ts"), "export function half(x: number): number {\n  return x / 2;\n}\n");
  const change = { file: "a.ts", start: 0, end: 0 };
  const errors = typeErrors(project, [
    { ...change, id: "fits", replacement: "const unused = 1;\n" },
    { ...change, id: "clashes", replacement: 'const wrong: number = "";\n' },
    { file: "a.ts", start: 40, end: 64, id: "returns nothing", replacement: "{}" },
  ]);
  rmSync(project, { recursive: true });
  expect([...errors.keys()]).toEqual(["clashes", "returns nothing"]);
});
