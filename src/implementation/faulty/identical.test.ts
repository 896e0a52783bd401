import { expect, test } from "vitest";
import { identical } from "./identical.ts";

test("Plain data are identical down to signs of zero, members and their order", () => {
  const value = { a: [1, NaN, { b: null }], c: "x" };
  expect(identical(value, structuredClone(value))).toBe(true);
  const others: readonly (readonly [unknown, unknown])[] = [
    [0, -0],
    [1, 1 + Number.EPSILON],
    [[1, 2], [1]],
    [[1], { 0: 1 }],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [{ a: 1 }, { a: 1, b: undefined }],
    [null, {}],
    ["1", 1],
    [[[1]], [[2]]],
  ];
  for (const [a, b] of others) {
    expect([a, b, identical(a, b)]).toEqual([a, b, false]);
    expect([a, b, identical(b, a)]).toEqual([a, b, false]);
  }
});
