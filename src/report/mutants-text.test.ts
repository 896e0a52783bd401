import { expect, test } from "vitest";
import type { CleanReport, KillReport, PowerReport } from "../conformance/mutants/report.ts";
import { isSound } from "../conformance/mutants/report.ts";
import { cleanText } from "./mutants-clean-text.ts";
import { killMarkdown } from "./mutants-markdown.ts";
import { powerText } from "./mutants-power-text.ts";
import { mutantsSchema } from "./mutants-schema.ts";
import { killText } from "./mutants-text.ts";

const made = { version: "0.1.0", commit: null, node: "24.0.0", command: "cqsa mutants", seed: "7" };

const KILLS: KillReport = {
  kind: "cqsa-mutants",
  format: 1,
  made,
  settings: { laws: null, faults: null, runs: 100, overStdio: true },
  laws: [
    { law: "encoding/round-trip", clauses: ["CQSA-ENC-1"], applied: true, kills: 1 },
    { law: "rounds/view", clauses: ["CQSA-RND-6"], applied: true, kills: 2 },
    { law: "rounds/idle", clauses: ["CQSA-RND-1"], applied: true, kills: 0 },
    { law: "stream/not-json", clauses: ["WIRE-MSG-3"], applied: false, kills: 0 },
  ],
  faults: [
    {
      fault: "encoding/sign",
      mistake: "the sign is lost | or not",
      clauses: ["CQSA-ENC-1", "CQSA-ENC-2"],
      verdict: "killed",
      killedBy: [
        { law: "rounds/view", own: false, message: "another" },
        { law: "encoding/round-trip", own: true, message: "5 became -5" },
      ],
      inconclusive: [],
    },
    {
      fault: "encoding/slow",
      mistake: "it is slow",
      clauses: ["CQSA-ENC-1"],
      verdict: "survives",
      killedBy: [],
      inconclusive: ["rounds/idle"],
    },
    {
      fault: "rounds/late",
      mistake: "it is late",
      clauses: ["CQSA-RND-1"],
      verdict: "killed by others",
      killedBy: [{ law: "rounds/view", own: false, message: "another" }],
      inconclusive: [],
    },
  ],
  inferred: 7,
  falseAlarms: [],
  harnessFaults: [],
  stream: {
    unusable: [],
    more: ["a", "b", "c", "d"].map((name) => ({ fault: "rounds/late", law: `stream/${name}`, message: "" })),
    unsent: [{ fault: "rounds/late", law: "refusals/round-form", message: "" }],
    unnoticed: [],
    differences: [
      { fault: "rounds/late", law: "rounds/view", inProcess: "violated: another", overStdio: "pass" },
    ],
  },
};

test("a kill matrix has a table by area, what was missed in full and the totals", () => {
  const text = killText(KILLS, { width: 110 });
  const lines = text.split("\n");
  expect(lines[0]).toBe('4 laws on 3 faulty versions of the reference, seed "7", 100 cases a law');
  expect(lines).toContain("  sign    CQSA-ENC-1 +1  own clause     2  encoding/round-trip");
  expect(lines).toContain("  slow    CQSA-ENC-1     SURVIVES       0  –");
  expect(lines).toContain("  late  CQSA-RND-1  others         1  rounds/view");
  expect(text).toMatch(/Noticed by no law\n {2}– encoding\/slow \(CQSA-ENC-1\): it is slow\n/);
  expect(text).toMatch(/only by laws of other clauses\n {2}– rounds\/late \(CQSA-RND-1\): rounds\/view\n/);
  expect(text).toMatch(/Laws that kill nothing\n {2}rounds\/idle\n/);
  expect(text).toMatch(/apply to nothing in this process\n {2}stream\/not-json\n/);
  expect(text).toMatch(/rounds\/late, rounds\/view: in process violated: another; over stdio pass\n/);
  expect(text).toMatch(
    /3 faulty versions: 1 killed by a law of a clause that they break, 1 by other laws alone, 1 by/,
  );
  expect(text).toMatch(/Of 12 results in this process 7 are the reference's: /);
  expect(text).toMatch(/Over stdio 1 kill fewer, 0 versions not noticed by an own law\.\n$/);
  expect(text).toContain("  – rounds/late: stream/a, stream/b, stream/c and 1 more\n");
  expect(text).toContain("JSON has no form for\n  – rounds/late: refusals/round-form\n");
});

test("no line of a kill matrix is wider than asked, and colours change no word", () => {
  const plain = killText(KILLS, { width: 80 });
  expect(Math.max(...plain.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  const painted = killText(KILLS, { width: 80, paint: (_style, text) => `<${text}>` });
  expect(painted).not.toBe(plain);
  expect(painted.replaceAll(/[<>]/g, "")).toBe(plain);
});

test("in a selection of faulty versions, laws that kill nothing are no news", () => {
  const part = { ...KILLS, settings: { ...KILLS.settings, faults: ["encoding"] } };
  expect(killText(part)).not.toContain("kill nothing");
});

test("the matrix in Markdown counts the laws of each area, and no text breaks a row", () => {
  const rows = killMarkdown(KILLS)
    .split("\n")
    .filter((line) => line.startsWith("|"));
  expect(rows).toEqual([
    "| faulty version | breaks | verdict | encoding | rounds | stream |",
    "| --- | --- | --- | --- | --- | --- |",
    "| `encoding/sign` | CQSA-ENC-1 CQSA-ENC-2 | killed | 1 | 1 | · |",
    "| `encoding/slow` | CQSA-ENC-1 | survives | · | · | · |",
    "| `rounds/late` | CQSA-RND-1 | killed by others | · | 1 | · |",
    "|  |  | 1 of 3 killed | 1 | 2 | 0 |",
  ]);
});

const CLEAN: CleanReport = {
  kind: "cqsa-clean",
  format: 1,
  made,
  settings: { laws: null, runs: 100, seeds: 2 },
  falseAlarmBudget: 1e-9,
  levels: { law: 6e-11, first: 8e-6 },
  laws: 4,
  violations: [],
  inconclusive: [],
  harnessFaults: [],
  pValues: [
    { law: "aggregation/variance", smallest: 0.01, seed: "7/clean/2", runs: 2 },
    { law: "aggregation/unbiased", smallest: 0.2, seed: "7/clean/1", runs: 2 },
  ],
};

test("clean runs tell the smallest p-values, the budget, and each false alarm", () => {
  const text = cleanText(CLEAN);
  expect(text).toMatch(/1\.0e-2 {2}aggregation\/variance {2}seed 7\/clean\/2\n/);
  expect(text).toMatch(/level 6\.0e-11, its share of 1e-9 a full run/);
  expect(text).toMatch(/No false alarm in 4 laws under 2 seeds\.\n$/);
  const alarm = { law: "rounds/view", seed: "7/clean/1", message: "odd" };
  expect(cleanText({ ...CLEAN, violations: [alarm] })).toMatch(/rounds\/view, seed 7\/clean\/1: odd\n/);
});

const POWER: PowerReport = {
  kind: "cqsa-power",
  format: 1,
  made,
  settings: { laws: null, trials: 100 },
  power: 0.99,
  wanted: 95,
  laws: [
    { law: "aggregation/variance", effect: "a variance off by 20 %", found: 99 },
    { law: "aggregation/unbiased", effect: null, found: 0 },
  ],
  harnessFaults: [],
};

test("planted effects are told with how often they were found", () => {
  const text = powerText(POWER);
  expect(text).toMatch(/aggregation\/variance +99 {2}a variance off by 20 %\n/);
  expect(text).toMatch(/aggregation\/unbiased +0 {2}plants no effect\n/);
  expect(text).toMatch(/1 of 2 laws find their smallest effect in fewer than 95 of 100 runs\.\n$/);
});

test("reports meet their schema, and it takes nothing else", () => {
  for (const report of [KILLS, CLEAN, POWER]) {
    expect(mutantsSchema.safeParse(report).error).toBe(undefined);
    expect(mutantsSchema.safeParse({ ...report, more: 1 }).success).toBe(false);
  }
});

test("what is sound: all noticed by own laws and alike over stdio, no false alarm, every effect found", () => {
  expect([KILLS, POWER].map(isSound)).toEqual([false, false]);
  expect(isSound(CLEAN)).toBe(true);
  const good = { ...KILLS, faults: KILLS.faults.slice(0, 1), stream: null };
  expect(isSound(good)).toBe(true);
  expect(isSound({ ...good, stream: KILLS.stream })).toBe(false);
  expect(isSound({ ...good, falseAlarms: [{ law: "a", message: "b" }] })).toBe(false);
  expect(isSound({ ...POWER, laws: POWER.laws.slice(0, 1) })).toBe(true);
});
