import { expect, test } from "vitest";
import { dataError, isDataError } from "./data-error.ts";

test("a data error names its source and its problem in one line", () => {
  expect(dataError("u.csv", "line 3: field 2 is empty").message).toBe("u.csv: line 3: field 2 is empty");
  expect(dataError("a\nb.csv", "got \r\n\u0007 here").message).toBe("a b.csv: got   here");
});

test("only errors made here count as data errors", () => {
  expect(isDataError(dataError("u.csv", "is empty"))).toBe(true);
  expect(isDataError(new Error("u.csv: is empty"))).toBe(false);
  expect(isDataError("u.csv: is empty")).toBe(false);
});
