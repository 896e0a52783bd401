import { expect, test } from "vitest";
import { checkArray, checkInteger, checkName, checkNumber, checkProbability, checkVector } from "./check.ts";

test("What passes a check comes back as it was", () => {
  expect(checkNumber("x", -1.5)).toBe(-1.5);
  expect(checkNumber("x", 2, { min: 2, max: 2 })).toBe(2);
  expect(checkInteger("n", Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
  expect(checkInteger("n", 0, { min: 0 })).toBe(0);
  expect(checkProbability("p", 1)).toBe(1);
  expect(checkName("colour", "red", ["blue", "red"])).toBe("red");
});

test("Numbers of another type, not finite or beyond their limits are refused", () => {
  expect(() => checkNumber("x", "1")).toThrow(new TypeError('"x" expected a number, got "1"'));
  expect(() => checkNumber("x", 1n, { min: 0, max: 2 })).toThrow(
    new TypeError('"x" expected a number from 0 to 2, got 1n'),
  );
  expect(() => checkNumber("x", Number.NaN)).toThrow(new RangeError('"x" expected a finite number, got NaN'));
  expect(() => checkNumber("x", Infinity, { min: 0 })).toThrow(
    new RangeError('"x" expected a finite number of at least 0, got Infinity'),
  );
  expect(() => checkNumber("x", 3, { max: 2 })).toThrow(
    new RangeError('"x" expected a finite number of at most 2, got 3'),
  );
  expect(() => checkNumber("x", 0, { min: 1, max: 2 })).toThrow(
    new RangeError('"x" expected a finite number from 1 to 2, got 0'),
  );
});

test("Integers that are fractions, unsafe or beyond their limits are refused", () => {
  expect(() => checkInteger("n", null)).toThrow(new TypeError('"n" expected an integer, got null'));
  expect(() => checkInteger("n", 1.5)).toThrow(new RangeError('"n" expected an integer, got 1.5'));
  expect(() => checkInteger("n", 2 ** 53)).toThrow(
    new RangeError('"n" expected an integer, got 9007199254740992'),
  );
  expect(() => checkInteger("n", -0.5, { min: 0 })).toThrow(
    new RangeError('"n" expected an integer of at least 0, got -0.5'),
  );
  expect(() => checkInteger("tolerate", 7, { min: 0, max: 4 })).toThrow(
    new RangeError('"tolerate" expected an integer from 0 to 4, got 7'),
  );
});

test("Probabilities and names outside their set are refused", () => {
  expect(() => checkProbability("p", -1e-9)).toThrow(
    new RangeError('"p" expected a finite number from 0 to 1, got -1e-9'),
  );
  expect(() => checkName("colour", "green", ["blue", "red"])).toThrow(
    new RangeError('"colour" expected one of blue, red, got "green"'),
  );
  expect(() => checkName("colour", undefined, ["blue", "red"])).toThrow(
    new TypeError('"colour" expected one of blue, red, got undefined'),
  );
});

test("Plain and typed arrays are arrays, other values are not", () => {
  for (const array of [[], [1], new Float64Array(2), new Uint8Array(0)]) {
    expect(() => checkArray("rows", array)).not.toThrow();
  }
  for (const [value, shown] of [
    [{ length: 2 }, "an object"],
    ["ab", '"ab"'],
    [undefined, "undefined"],
    [new DataView(new ArrayBuffer(8)), "a DataView"],
  ] as const) {
    expect(() => checkArray("rows", value)).toThrow(
      new TypeError(`"rows" expected an array of numbers, got ${shown}`),
    );
  }
});

test("A vector is refused by its first bad entry", () => {
  expect(() => checkVector("v", [0, -1e300])).not.toThrow();
  expect(() => checkVector("v", Float64Array.of(2))).not.toThrow();
  expect(() => checkVector("v", [])).toThrow(
    new RangeError('"v" expected at least one number, got an array of 0'),
  );
  expect(() => checkVector("v", Float64Array.of(1, -Infinity, Number.NaN))).toThrow(
    new RangeError('"v[1]" expected a finite number, got -Infinity'),
  );
  expect(() => checkVector("v", [1, "2" as unknown as number])).toThrow(
    new TypeError('"v[1]" expected a number, got "2"'),
  );
  expect(() => checkVector("v", null as unknown as number[])).toThrow(
    new TypeError('"v" expected an array of numbers, got null'),
  );
});
