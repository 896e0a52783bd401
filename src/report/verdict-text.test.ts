import { expect, test } from "vitest";
import type { LawResult } from "../../properties/run-law.ts";
import type { Verdict } from "../audit/claim.ts";
import { claimCounts, lawCounts, reasons } from "./verdict-text.ts";

test("every verdict shows all that it has, the main reason without a label", () => {
  const verdicts: readonly Verdict[] = [
    { verdict: "holds", because: "b" },
    { verdict: "holds if", condition: "c", region: "r", because: "b" },
    { verdict: "fails", counterexample: "x", because: "b" },
    { verdict: "undecided", reason: "u" },
  ];
  expect(verdicts.map(reasons)).toEqual([
    [["", "b"]],
    [
      ["if", "c"],
      ["measured", "r"],
      ["", "b"],
    ],
    [
      ["counterexample", "x"],
      ["", "b"],
    ],
    [["", "u"]],
  ]);
});

test("counts leave out what there is none of, in a fixed order", () => {
  const fails: Verdict = { verdict: "fails", counterexample: "x", because: "b" };
  expect(claimCounts([fails, { verdict: "holds", because: "b" }, fails])).toBe("1 holds, 2 fails");
  expect(claimCounts([])).toBe("");
  const law = { law: "l", sentence: "s", clauses: [], kind: "deterministic" } as const;
  const results: LawResult[] = [
    { ...law, verdict: "not applicable", reason: "r" },
    { ...law, verdict: "pass", cases: 1 },
    { ...law, verdict: "inconclusive", cases: 0, reason: "r" },
  ];
  expect(lawCounts(results)).toBe("1 pass, 1 inconclusive, 1 not applicable");
});
