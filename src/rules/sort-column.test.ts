import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { columnOrder } from "./sort-column.ts";

/** Columns that spread evenly, tie, have outliers of outliers, or end where float64 does. */
const KINDS: Readonly<Record<string, (uniform: () => number) => number>> = {
  even: (uniform) => uniform() - 0.5,
  tied: (uniform) => Math.floor(5 * uniform()) - 2,
  "heavy-tailed": (uniform) => (2 * uniform() - 1) ** 41 * 1e150,
  outlying: (uniform) => (uniform() < 0.2 ? 1e9 * uniform() : uniform()),
  subnormal: (uniform) => Math.floor(40 * uniform()) * 5e-324,
  huge: (uniform) => (2 * uniform() - 1) * Number.MAX_VALUE,
  equal: () => 7,
};

test.each(Object.keys(KINDS))(
  "%s columns are sorted and selected as the built-in sort does [CQSA-SCR-2]",
  (kind) => {
    const rng = randomStream(kind);
    for (const length of [1, 2, 3, 16, 17, 60, 200]) {
      const { sort, select } = columnOrder(length);
      for (let t = 0; t < 30; t++) {
        const values = Float64Array.from({ length }, () => KINDS[kind]!(rng.uniform));
        const expected = values.toSorted();
        const sorted = values.slice();
        sort(sorted);
        expect(sorted).toEqual(expected);
        const from = rng.integer(length);
        const to = from + 1 + rng.integer(length - from);
        select(values, from, to);
        expect(values.slice(from, to).sort()).toEqual(expected.slice(from, to));
        expect(values.sort()).toEqual(expected);
      }
    }
  },
);
