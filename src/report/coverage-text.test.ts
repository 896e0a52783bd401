import { expect, test } from "vitest";
import type { CoverageCounts } from "../conformance/coverage.ts";
import { coverageTotals } from "./coverage-text.ts";

const counts = (total: number, byLaws: number, otherwise: number): CoverageCounts => ({
  total,
  byLaws,
  otherwise,
  neither: total - byLaws - otherwise,
});
const none = counts(0, 0, 0);

test("totals are a line a gap, a line a file and one for all", () => {
  const files = [
    { file: "long-name.md", must: counts(60, 57, 2), should: counts(2, 1, 0), may: none },
    { file: "b.md", must: counts(7, 1, 6), should: none, may: counts(1, 0, 0) },
  ];
  expect(
    coverageTotals({ clauses: [], files, must: counts(67, 58, 8), gaps: ["A-A-1 is a MUST without a law"] }),
  ).toEqual([
    "gap: A-A-1 is a MUST without a law",
    "long-name.md  60 MUST: 57 by laws, 2 by the client of adapters, 1 uncovered; 2 SHOULD: 1 by laws",
    "b.md          7 MUST: 1 by laws, 6 by the client of adapters; 1 MAY: 0 by laws",
    "67 MUST: 58 by laws, 8 by the client of adapters, 1 uncovered",
  ]);
});
