import { expect, test } from "vitest";
import { isRefusal } from "../base/refusal.ts";
import { fromNumber, fromVector, fromVectors, toMatrix, toVector, wireText } from "./wire-numbers.ts";

test("Vectors and matrices of the wire become flat arrays", () => {
  expect(toVector([1, 2])).toStrictEqual(Float64Array.of(1, 2));
  expect(
    toMatrix([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  ).toStrictEqual({ rows: 2, columns: 3, data: Float64Array.of(1, 2, 3, 4, 5, 6) });
});

test("Results become plain numbers, −0 becomes 0", () => {
  const values = fromVectors("rows", [Float64Array.of(-0, 5e-324), null]);
  expect(values).toStrictEqual([[0, 5e-324], null]);
  expect(Object.is(values[0]![0], 0)).toBe(true);
  expect(Object.is(fromNumber("x", -0), 0)).toBe(true);
});

test("A result that is not finite is refused by the name of its place [WIRE-REJ-14]", () => {
  const failures = [
    () => fromNumber("a", NaN),
    () => fromVector("b", [0, Infinity]),
    () => fromVectors("c", [null, [-Infinity]]),
  ].map((run) => {
    try {
      run();
      return null;
    } catch (error) {
      return error;
    }
  });
  expect(failures.map(isRefusal)).toStrictEqual([true, true, true]);
  expect(failures.map((error) => (error as Error).message)).toStrictEqual([
    '"a" expected parameters whose result is finite, got NaN',
    '"b[1]" expected parameters whose result is finite, got Infinity',
    '"c[1][0]" expected parameters whose result is finite, got -Infinity',
  ]);
});

test("What JSON has no number for is written as text, wherever it stands [WIRE-NUM-2]", () => {
  expect(wireText({ a: [1, NaN], b: { c: Infinity }, d: [[-Infinity]], e: null })).toBe(
    '{"a":[1,"NaN"],"b":{"c":"Infinity"},"d":[["-Infinity"]],"e":null}',
  );
});

test("Finite numbers are written in the shortest form that reads back the same, −0 as 0 [WIRE-NUM-1]", () => {
  const numbers = [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 2 ** 53 - 1];
  expect(JSON.parse(wireText(numbers)!)).toStrictEqual(numbers);
  expect(wireText([0.1, -0, 3])).toBe("[0.1,0,3]");
  expect(wireText(undefined)).toBeUndefined();
});
