import { expect, test } from "vitest";
import { isRefusal, rangeRefusal } from "./refusal.ts";
import { isUnsupported, unsupportedError } from "./unsupported.ts";

test("an unsupported request is a RangeError that names the argument and is no refusal", () => {
  const error = unsupportedError("rule", "bulyan");
  expect(error).toBeInstanceOf(RangeError);
  expect(error.message).toBe('"rule" got bulyan, which is not supported');
  expect(isUnsupported(error)).toBe(true);
  expect(isRefusal(error)).toBe(false);
});

test("a refusal, a bare error and what is no error are not unsupported requests", () => {
  expect(isUnsupported(rangeRefusal("rule", "a known rule", "x"))).toBe(false);
  expect(isUnsupported(new RangeError('"rule" got bulyan, which is not supported'))).toBe(false);
  expect(isUnsupported("unsupported")).toBe(false);
});
