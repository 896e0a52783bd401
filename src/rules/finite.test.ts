import { expect, test } from "vitest";
import { checkFiniteMatrix } from "./finite.ts";

test("a non-finite number is found at every place and named, finite ones of any size pass [CQSA-SCR-5]", () => {
  for (const bad of [Number.NaN, Infinity, -Infinity]) {
    for (let place = 0; place < 7; place++) {
      const data = new Float64Array(7).fill(Number.MAX_VALUE);
      expect(() => {
        checkFiniteMatrix("m", { rows: 7, columns: 1, data });
      }).not.toThrow();
      data[place] = bad;
      expect(() => {
        checkFiniteMatrix("m", { rows: 7, columns: 1, data });
      }).toThrow(`"m[${place}][0]" expected a finite number, got ${bad}`);
    }
  }
});
