import { expect, test } from "vitest";
import { blocksOf } from "./blocks.ts";

test("blocks hold every column once, and only the last is narrower [CQSA-SCR-6]", () => {
  expect(blocksOf(3, 8)).toEqual([{ start: 0, width: 3 }]);
  expect(blocksOf(8, 8)).toEqual([{ start: 0, width: 8 }]);
  expect(blocksOf(17, 8)).toEqual([
    { start: 0, width: 8 },
    { start: 8, width: 8 },
    { start: 16, width: 1 },
  ]);
});
