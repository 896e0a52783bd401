import { expect, test } from "vitest";
import { checkInteger } from "../base/check.ts";
import { readOption } from "./options.ts";

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
