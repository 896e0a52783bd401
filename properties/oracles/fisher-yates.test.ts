import { expect, test } from "vitest";
import { expectedSizes, shuffleFromDraws } from "./fisher-yates.ts";

test("Draws of 0 rotate four places, as worked out by hand", () => {
  // 0123 → 3120 → 2130 → 1230
  expect(shuffleFromDraws(4, [0, 0, 0])).toEqual([1, 2, 3, 0]);
});

test("Draws of the place itself change nothing", () => {
  expect(shuffleFromDraws(4, [3, 2, 1])).toEqual([0, 1, 2, 3]);
  expect(shuffleFromDraws(1, [])).toEqual([0]);
});

test("The 24 possible draws for four places give the 24 permutations, once each", () => {
  const found = new Set<string>();
  for (let a = 0; a < 4; a++) {
    for (let b = 0; b < 3; b++) {
      for (let c = 0; c < 2; c++) found.add(shuffleFromDraws(4, [a, b, c]).join(""));
    }
  }
  expect(found.size).toBe(24);
});

test("Draws of the wrong number or range are refused", () => {
  expect(() => shuffleFromDraws(4, [0, 0])).toThrow(RangeError);
  expect(() => shuffleFromDraws(4, [0, 3, 0])).toThrow(RangeError);
  expect(() => shuffleFromDraws(4, [0, 0.5, 0])).toThrow(RangeError);
});

test.each([
  [6, 3, [3, 3], [3, 3], [3, 3], [3, 3]],
  [7, 3, [3, 3, 1], [4, 3], [4, 3], null],
  [8, 3, [3, 3, 2], [5, 3], [4, 4], null],
  [14, 4, [4, 4, 4, 2], [6, 4, 4], [5, 5, 4], null],
  [2, 3, [2], [2], [2], null],
  [5, 1, [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]],
])("%i clients in clusters of %i have the sizes of each policy", (n, k, short, merge, balanced, reject) => {
  expect(expectedSizes(n, k, "short")).toEqual(short);
  expect(expectedSizes(n, k, "merge")).toEqual(merge);
  expect(expectedSizes(n, k, "balanced")).toEqual(balanced);
  expect(expectedSizes(n, k, "reject")).toEqual(reject);
});
