import { expect, test } from "vitest";
import { areFinite, checkFiniteMatrix } from "./finite.ts";

test("numbers that are no matrix of that shape are refused [CQSA-SCR-5]", () => {
  expect(() => {
    checkFiniteMatrix("m", { rows: 2, columns: 2, data: new Float64Array(3) });
  }).toThrow('"m" expected');
});

test("a non-finite number is found at every place and named, finite ones of any size pass [CQSA-SCR-5]", () => {
  // Fewer than eight numbers, eight times as many, and some beyond these.
  for (const rows of [7, 8, 24, 26]) {
    const check = (data: Float64Array) => (): void => {
      checkFiniteMatrix("m", { rows, columns: 1, data });
    };
    const large = new Float64Array(rows).fill(Number.MAX_VALUE);
    expect(check(large)).not.toThrow();
    expect([areFinite(large), areFinite(large.map((value, i) => value / (i + 1)))]).toEqual([true, true]);
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      for (let place = 0; place < rows; place++) {
        expect(check(large.with(place, bad))).toThrow(
          `"m[${place}][0]" expected a finite number, got ${bad}`,
        );
      }
    }
  }
});
