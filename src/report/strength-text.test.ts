import { expect, test } from "vitest";
import type { LawResult } from "../../properties/run-law.ts";
import type { AuditReport, ClaimResult } from "../audit/report.ts";
import { samplesText, strengthLines, strengthText } from "./strength-text.ts";

const law = { sentence: "…", clauses: ["CQSA-ENC-1"] } as const;
const laws: readonly LawResult[] = [
  { ...law, law: "a/one", kind: "deterministic", verdict: "pass", cases: 1200 },
  { ...law, law: "a/two", kind: "statistical", verdict: "pass", cases: 5000, level: 4e-11, pValue: 0.3 },
  { ...law, law: "a/three", kind: "statistical", verdict: "pass", cases: 500, level: 1e-11, pValue: 0.2 },
  { ...law, law: "b/other", clauses: ["CQSA-ENC-2"], kind: "deterministic", verdict: "pass", cases: 7 },
];
const claim = { id: "PH-5", clauses: ["CQSA-ENC-1"] } as unknown as ClaimResult;
const own = {
  mutants: 60,
  killedByOwn: 45,
  killedByOwnLaws: 40,
  killedByOthers: 3,
  timedOut: 1,
  uncovered: 2,
  equivalent: 10,
  uniqueKills: 7,
  score: 0.9,
  survivors: ["src/protocol/encode.ts:3:5  a + b → a - b"],
  faults: { noticed: 8, of: 9 },
};
const strength = { commit: "abc1234", changed: [], claims: { "PH-5": own } };

function report(over: Partial<AuditReport>): AuditReport {
  return { laws, ...over } as unknown as AuditReport;
}

test("samples count cases and observations of a claim's own laws, with the largest error level", () => {
  expect(samplesText(claim, report({}))).toBe("1,200 cases; 5,500 observations, false alarms 4e-11 a law");
  expect(samplesText(claim, report({ laws: [] }))).toBe("");
});

test("the strength says what own laws notice, at which commit, and what of the faulty versions", () => {
  expect(strengthText(claim, report({ strength }))).toBe(
    "90 % of 50 mutants noticed by its own laws and tests, 80 % by laws alone, 3 by others, 3 survive, 1 time out " +
      "(at abc1234); 8 of 9 faulty versions",
  );
  expect(strengthLines(claim, report({ strength }))).toHaveLength(3);
  expect(strengthLines(claim, report({ strength })).at(-1)).toContain("a + b → a - b");
});

test("figures of sources that have changed since are marked as stale", () => {
  const changed = { ...strength, changed: ["src/protocol/encode.ts"] };
  expect(strengthText(claim, report({ strength: changed }))).toContain("(at abc1234, stale)");
  expect(strengthLines(claim, report({ strength: changed }))).toContain(
    "stale: 1 files have changed since, src/protocol/encode.ts first",
  );
});

test("without a kept run of mutants nothing is said, and a claim without code has no score", () => {
  expect(strengthText(claim, report({}))).toBe(undefined);
  expect(strengthLines(claim, report({}))).toEqual([]);
  const none = { ...strength, claims: { "PH-5": { ...own, score: null, faults: null } } };
  expect(strengthText(claim, report({ strength: none }))).toBe("no code of its own");
});
