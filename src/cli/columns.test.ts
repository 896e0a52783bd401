import { expect, test } from "vitest";
import { columns } from "./columns.ts";

const ROWS = [
  ["encoding/phase-wrap", "honest phases lie within ±π/k, so that k of them never wrap", "CQSA-ENC-2"],
  ["ghz/perfect", "without noise every figure is 1", "CQSA-GHZ-1 CQSA-GHZ-2 CQSA-GHZ-3"],
];

test("without a width a row is a line, aligned and without spaces at its end", () => {
  expect(columns(ROWS)).toEqual([
    "encoding/phase-wrap  honest phases lie within ±π/k, so that k of them never wrap  CQSA-ENC-2",
    "ghz/perfect          without noise every figure is 1                              CQSA-GHZ-1 CQSA-GHZ-2 CQSA-GHZ-3",
  ]);
});

test("within a width cells are wrapped below themselves", () => {
  expect(columns(ROWS, { width: 80, wide: 1 }).join("\n").split("\n")).toEqual([
    "encoding/phase-wrap  honest phases lie within ±π/k, so  CQSA-ENC-2",
    "                     that k of them never wrap",
    "ghz/perfect          without noise every figure is 1    CQSA-GHZ-1 CQSA-GHZ-2",
    "                                                        CQSA-GHZ-3",
  ]);
});

test("no line is longer than the width, from 80 columns up, and no word is lost", () => {
  const words = ROWS.flat().flatMap((cell) => cell.split(" "));
  for (let width = 80; width <= 160; width++) {
    const lines = columns(ROWS, { width, wide: 1 }).join("\n").split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    const shown = lines.flatMap((line) => line.trim().split(/ +/));
    expect(shown.sort()).toEqual([...words].sort());
  }
});

test("a narrow terminal still gets a readable column", () => {
  const lines = columns(ROWS, { width: 20, wide: 1 }).join("\n").split("\n");
  expect(lines[0]).toMatch(/^encoding\/phase-wrap {2}honest phases lie +CQSA-ENC-2$/);
});
