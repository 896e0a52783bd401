import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";

function run(values: readonly number[], tolerate: number, options: Record<string, unknown> = {}): RuleResult {
  const aggregates = matrixFromRows(
    "aggregates",
    values.map((value) => [value]),
  );
  return screen({ aggregates, rule: "multi-krum", tolerate, options });
}

const kept = ({ accepted }: RuleResult): number[] => [...accepted.keys()].filter((i) => accepted[i]);

test("the n − f of least score are averaged, and m takes another number of them [CQSA-SCR-6]", () => {
  // Two neighbours each: 0 has 1, 4; 1 has 1, 1; 2 has 1, 4; 8 has 36, 49; 90 has 82², 88².
  const values = [0, 1, 2, 8, 90];
  const scores = [5, 2, 5, 85, 82 ** 2 + 88 ** 2];
  expect(Array.from(run(values, 1).scores!)).toEqual(scores);
  expect(kept(run(values, 1))).toEqual([0, 1, 2, 3]);
  expect(run(values, 1).aggregate[0]).toBe(11 / 4);
  expect(kept(run(values, 1, { m: 1 }))).toEqual([1]);
  // 0 and 2 are tied for the second place.
  expect(kept(run(values, 1, { m: 2 }))).toEqual([0, 1]);
  expect(run(values, 1, { m: 5 }).aggregate[0]).toBe(101 / 5);
});

test("with m = 1 it is Krum, with f = 0 the mean [CQSA-SCR-6]", () => {
  const values = [18, 4, 8, 6, 17, 16, 11];
  const aggregates = matrixFromRows(
    "aggregates",
    values.map((value) => [value]),
  );
  for (const options of [{}, { distance: "euclidean" }, { distance: "quartic" }, { neighbours: "n-f-1" }]) {
    const { aggregate, accepted, scores } = run(values, 1, { m: 1, ...options });
    expect({ aggregate, accepted, scores }).toEqual(
      screen({ aggregates, rule: "krum", tolerate: 1, options }),
    );
  }
  expect(run(values, 0).aggregate[0]).toBe(80 / 7);
});

test("picking one by one scores the rest anew and ends elsewhere on a pinned input [CQSA-SCR-6]", () => {
  const values = [0, 0, 3, 7, 9, 14];
  // At one look, with three neighbours each: 0 has 0, 9, 49; 3 has 9, 9, 16; 7 has 4, 16, 49; 9 has 4, 25, 36; 14 has 25, 49, 121.
  expect(Array.from(run(values, 1).scores!)).toEqual([58, 58, 34, 69, 65, 195]);
  expect(kept(run(values, 1, { m: 3 }))).toEqual([0, 1, 2]);
  // One by one: 3 first; then with two of the rest 0 has 0, 49; 7 has 4, 49; 9 has 4, 25; 14 has 25, 49, so 9; then with one a 0.
  const picked = run(values, 1, { m: 3, iterative: true });
  expect(kept(picked)).toEqual([0, 2, 4]);
  expect(picked.aggregate[0]).toBe(4);
  expect(picked.scores).toBeUndefined();
  expect(run(values, 1, { m: 3, iterative: false })).toEqual(run(values, 1, { m: 3 }));
  expect(kept(run(values, 1, { m: 6, iterative: true }))).toEqual([0, 1, 2, 3, 4, 5]);
});

test("the options of Krum's score decide, too [CQSA-SCR-6]", () => {
  const values = [14, 1, 7, 9, 4, 18, 18];
  // The choices of krum.test.ts: 7, 9 and 4.
  const choices = ["n-f-2", "n-f-1", "n-f-3"].map((neighbours) => kept(run(values, 1, { m: 1, neighbours })));
  expect(choices).toEqual([[2], [3], [4]]);
});

test.each<[unknown, string]>([
  [0, '"options.m" expected an integer from 1 to 5, got 0'],
  [6, '"options.m" expected an integer from 1 to 5, got 6'],
  [1.5, '"options.m" expected an integer from 1 to 5, got 1.5'],
  ["2", '"options.m" expected an integer from 1 to 5, got "2"'],
])("m = %j is refused [CQSA-SCR-5, CQSA-SCR-6]", (m, message) => {
  expect(() => run([1, 2, 3, 4, 5], 1, { m })).toThrow(message);
});

test("iterative is true or false [CQSA-SCR-6]", () => {
  expect(() => run([1, 2, 3], 0, { iterative: 1 })).toThrow(
    '"options.iterative" expected true or false, got 1',
  );
});
