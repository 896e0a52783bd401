import { expect, test } from "vitest";
import { checkInteger } from "../base/check.ts";
import { checkList, checkPositive, neededOption, readCount, readFlag, readOption } from "./options.ts";

function readM(options: Readonly<Record<string, unknown>>): number {
  return readOption(options, "m", 3, (name, value) => checkInteger(name, value, { min: 1, max: 9 }));
}

test("an option is its value where given, else its default [CQSA-SCR-7]", () => {
  expect(readM({ m: 5 })).toBe(5);
  expect(readM({})).toBe(3);
  expect(readM({ m: undefined })).toBe(3);
});

test("an option that is only inherited was not given [CQSA-SCR-7]", () => {
  expect(readM(Object.create({ m: 5 }) as Record<string, unknown>)).toBe(3);
});

test("a value out of range is refused under the option's name [CQSA-SCR-5, CQSA-SCR-7]", () => {
  expect(() => readM({ m: 10 })).toThrow('"options.m" expected an integer from 1 to 9, got 10');
  expect(() => readM({ m: null })).toThrow(TypeError);
});

test("a flag is false where it is not given, a list is copied, and what is wrong is named in full [CQSA-SCR-5, CQSA-SCR-7]", () => {
  expect([readFlag({}, "x"), readFlag({ x: true }, "x"), readFlag({ x: false }, "x")]).toEqual([
    false,
    true,
    false,
  ]);
  expect(() => readFlag({ x: 1 }, "x")).toThrow('"options.x" expected true or false, got 1');
  expect([readCount({}, "x", 7), readCount({ x: 1 }, "x", 7)]).toEqual([7, 1]);
  expect(() => readCount({ x: 0 }, "x", 7)).toThrow('"options.x" expected an integer of at least 1, got 0');
  expect(() => neededOption({}, "x", "here", checkPositive)).toThrow('"here.x" expected a number');
  expect(neededOption({ x: 2 }, "x", "here", checkPositive)).toBe(2);
  expect(() => checkPositive("x", 0)).toThrow('"x" expected a positive finite number, got 0');
  const list = [1, "a"];
  expect(checkList("x", list, "things")).toEqual(list);
  expect(checkList("x", list, "things")).not.toBe(list);
  expect(() => checkList("x", 1, "things")).toThrow('"x" expected an array of things, got 1');
});
