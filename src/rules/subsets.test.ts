import { expect, test } from "vitest";
import { isUnsupported } from "../base/unsupported.ts";
import { zeros } from "../base/matrix.ts";
import { screen } from "./index.ts";
import { checkSubsets, countSubsets, forEachSubset } from "./subsets.ts";

test("subsets come in lexicographic order, and as many as Pascal's triangle says [CQSA-SCR-6, CQSA-SCR-14]", () => {
  const seen: string[] = [];
  forEachSubset(5, 3, (subset) => seen.push(subset.join("")));
  expect(seen).toEqual(["012", "013", "014", "023", "024", "034", "123", "124", "134", "234"]);
  for (let n = 1; n <= 9; n++) {
    for (let size = 0; size <= n; size++) {
      let visited = 0;
      forEachSubset(n, size, () => visited++);
      expect(countSubsets(n, n - size)).toBe(visited);
    }
  }
  expect(countSubsets(20, 9)).toBe(167_960);
  expect(countSubsets(200_000, 1)).toBe(200_000);
  expect(countSubsets(200_001, 1)).toBe(Infinity);
  expect(countSubsets(1e6, 4e5)).toBe(Infinity);
});

test("just 200,000 subsets are not too many [CQSA-SCR-6, CQSA-SCR-14]", () => {
  expect(checkSubsets("mda", 200_000, 1)).toBeUndefined();
  expect(() => {
    checkSubsets("mda", 200_001, 1);
  }).toThrow("more than 200,000 subsets");
});

test.each(["mda", "smea"])(
  "%s has one subset where none is left out, of however many inputs [CQSA-SCR-6]",
  (rule) => {
    const aggregates = zeros(4001, 1);
    aggregates.data[7] = 4001;
    const { aggregate, accepted } = screen({ aggregates, rule, tolerate: 0 });
    expect([aggregate[0], accepted.every(Boolean)]).toEqual([1, true]);
  },
);

test.each(["mda", "smea"])(
  "%s refuses more than 200,000 subsets at once, as unsupported [CQSA-SCR-5, CQSA-SCR-14]",
  (rule) => {
    const start = performance.now();
    for (const [n, tolerate] of [
      [21, 9],
      [21, 10],
      [1000, 2],
      [300, 149],
    ] as const) {
      try {
        screen({ aggregates: zeros(n, 2), rule, tolerate });
        expect.fail("the request was answered");
      } catch (error) {
        expect(isUnsupported(error)).toBe(true);
        expect(error).toBeInstanceOf(RangeError);
        expect((error as Error).message).toBe(
          `"aggregates" got more than 200,000 subsets of ${n - tolerate} out of ${n} inputs for the rule ${rule}, which is not supported`,
        );
      }
    }
    expect(performance.now() - start).toBeLessThan(1000);
  },
);
