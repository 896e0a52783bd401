import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { squaredDistances } from "./distances.ts";
import { pickByKrum } from "./krum-picks.ts";

const LESS = { "n-f-1": 1, "n-f-2": 2, "n-f-3": 3 } as const;

/** The definition on integers: score what is left, take the least, again. */
function naivePicks(values: number[], picks: number, tolerate: number, less: number): number[] {
  let left = values.map((_, i) => i);
  const picked: number[] = [];
  while (picked.length < picks) {
    const count = Math.max(1, left.length - tolerate - less);
    const scores = left.map((i) =>
      left
        .filter((j) => j !== i)
        .map((j) => (values[i]! - values[j]!) ** 2)
        .sort((a, b) => a - b)
        .slice(0, count)
        .reduce((a, b) => a + b, 0),
    );
    const chosen = left[scores.indexOf(Math.min(...scores))]!;
    picked.push(chosen);
    left = left.filter((i) => i !== chosen);
  }
  return picked;
}

test("picks are those of the definition, ties and the last input among them [CQSA-SCR-8]", () => {
  const rng = randomStream("picks");
  for (let t = 0; t < 200; t++) {
    const values = Array.from({ length: 3 + rng.integer(8) }, () => rng.integer(12));
    const squares = squaredDistances(
      matrixFromRows(
        "aggregates",
        values.map((value) => [value]),
      ),
    );
    for (const neighbours of ["n-f-2", "n-f-1", "n-f-3"] as const) {
      const tolerate = rng.integer(2);
      const variant = { neighbours, distance: "squared" } as const;
      const picked = pickByKrum(squares, { picks: values.length, tolerate, variant });
      expect(picked).toEqual(naivePicks(values, values.length, tolerate, LESS[neighbours]));
    }
  }
});
