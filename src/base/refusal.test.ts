import { expect, test } from "vitest";
import { describe as shown, isRefusal, rangeRefusal, typeRefusal } from "./refusal.ts";

test("A refusal is an ordinary error with name, expectation and value in its message", () => {
  const range = rangeRefusal("clients", "a positive integer", 0);
  expect(range).toBeInstanceOf(RangeError);
  expect(range.message).toBe('"clients" expected a positive integer, got 0');
  const type = typeRefusal("seed", "a string", null);
  expect(type).toBeInstanceOf(TypeError);
  expect(type.message).toBe('"seed" expected a string, got null');
});

test("Refusals are told from errors that merely look like them", () => {
  const refusal = rangeRefusal("n", "an integer", 0.5);
  expect(isRefusal(refusal)).toBe(true);
  expect(isRefusal(typeRefusal("n", "an integer", "0"))).toBe(true);
  expect(isRefusal(new RangeError(refusal.message))).toBe(false);
  expect(isRefusal({ message: refusal.message })).toBe(false);
  expect(isRefusal(undefined)).toBe(false);
});

test("Values are shown shortly and without doubt about their kind", () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [7, "7"],
    [-0, "-0"],
    [Number.NaN, "NaN"],
    [7n, "7n"],
    [true, "true"],
    [undefined, "undefined"],
    [null, "null"],
    ["7", '"7"'],
    ['a"b\n', '"a\\"b\\n"'],
    ["x".repeat(40), `"${"x".repeat(40)}"`],
    ["x".repeat(41), `"${"x".repeat(40)}…"`],
    [[1, 2], "an array of 2"],
    [new Float64Array(3), "a Float64Array"],
    [{ length: 1 }, "an object"],
    [(): number => 1, "a function"],
    [Symbol("s"), "Symbol(s)"],
  ];
  expect(cases.map(([value]) => shown(value))).toEqual(cases.map(([, text]) => text));
});
