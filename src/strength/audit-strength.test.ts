import { expect, test } from "vitest";
import type { FaultEntry } from "../conformance/mutants/report.ts";
import { auditStrength } from "./audit-strength.ts";
import type { MutationResult } from "./result.ts";

const mutant = {
  file: "src/a.ts",
  name: "f",
  original: "a + b",
  replacement: "a - b",
  ordinal: 1,
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 10,
  mutator: "ArithmeticOperator",
  owners: ["X-A-1"],
} as const;
const result: MutationResult = {
  commit: "abc",
  version: "0.1.0",
  preset: { runs: 25, samples: 1 },
  power: null,
  sources: { "src/a.ts": "1", "src/b.ts": "2", "src/gone.ts": "3" },
  judges: {},
  untyped: {},
  mutants: [
    { ...mutant, status: "killed", killedBy: ["a/law"] },
    { ...mutant, ordinal: 2, status: "survived", killedBy: [] },
    { ...mutant, ordinal: 3, status: "survived", killedBy: [] },
  ],
};

function fault(id: string, clauses: readonly string[], law: string | null): FaultEntry {
  const killedBy = law === null ? [] : [{ law, own: true, message: "…" }];
  return { fault: id, mistake: "…", clauses, verdict: "killed", killedBy, inconclusive: [] };
}

test("a claim's strength is its score, its survivors and the faulty versions that its laws notice", () => {
  const sources = {
    result,
    reviews: [{ ...mutant, ordinal: 3, reason: "the same" }],
    faults: [
      fault("one", ["X-A-1"], "a/law"),
      fault("two", ["X-A-1"], "b/law"),
      fault("three", ["X-A-1", "X-B-1"], null),
      fault("four", ["X-B-1"], "b/law"),
    ],
    claims: [{ id: "PH-1", clauses: ["X-A-1"] }],
    lawClauses: { "a/law": ["X-A-1"], "b/law": ["X-B-1"] },
    now: { "src/a.ts": "1", "src/b.ts": "changed", "src/new.ts": "4" },
  };
  const strength = auditStrength(sources);
  expect(strength.changed).toEqual(["src/b.ts", "src/gone.ts", "src/new.ts"]);
  expect(auditStrength({ ...sources, now: undefined }).changed).toEqual([]);
  expect(strength.claims["PH-1"]).toEqual({
    mutants: 3,
    killedByOwn: 1,
    killedByOwnLaws: 1,
    killedByOthers: 0,
    timedOut: 0,
    uncovered: 0,
    equivalent: 1,
    uniqueKills: 1,
    score: 1 / 2,
    survivors: ["src/a.ts:3:5  a + b → a - b"],
    faults: { noticed: 1, of: 3 },
  });
});
