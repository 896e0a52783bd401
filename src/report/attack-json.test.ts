import { expect, test } from "vitest";
import type { AttackReport } from "../campaign/report.ts";
import { attackJson } from "./attack-json.ts";

const REPORT = {
  kind: "cqsa-attack",
  confidence: 0.123456789,
  done: { trials: 12345678, planned: 2 },
  cells: [
    { cell: { adversaryOptions: { c: 1.23456789 } }, deviation: { mean: 1 / 3, lower: null } },
    { cell: {}, suspects: [{ honest: 2e-9 / 3 }], tampers: true },
  ],
  worst: [],
  notes: ["a\nb"],
} as unknown as AttackReport;

test("measured numbers have six digits, and what was asked for all of them", () => {
  expect(JSON.parse(attackJson(REPORT))).toEqual({
    kind: "cqsa-attack",
    confidence: 0.123456789,
    done: { trials: 12345678, planned: 2 },
    cells: [
      { cell: { adversaryOptions: { c: 1.23456789 } }, deviation: { mean: 0.333333, lower: null } },
      { cell: {}, suspects: [{ honest: 6.66667e-10 }], tampers: true },
    ],
    worst: [],
    notes: ["a\nb"],
  });
});

test("each cell has a line", () => {
  const lines = attackJson(REPORT).trimEnd().split("\n");
  expect(lines.filter((line) => line.startsWith('    {"cell"'))).toHaveLength(2);
  expect(lines).toHaveLength(2 + 5 + 3 + 3);
});
