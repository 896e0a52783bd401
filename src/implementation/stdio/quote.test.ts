import { expect, test } from "vitest";
import { plain, quoted, quotedBytes, quotedEnd } from "./quote.ts";

test("A stranger's text is shown on one line, short, and without effect on a terminal", () => {
  expect(quoted("a\n\u001B[2J\u009B\u202Eb")).toBe(String.raw`"a\n\u001b[2J\u009b\u202eb"`);
  expect(quoted("x".repeat(100), 5)).toBe('"xxxxx…"');
  expect(quotedBytes(Buffer.from("Zürich", "latin1"))).toBe('"Z�rich"');
  expect(quotedBytes(Buffer.alloc(1 << 20, "y"), 3)).toBe('"yyy…"');
  expect(quotedEnd("Traceback:\n  File x\nValueError: no\n", 15)).toBe('"… ValueError: no"');
  expect(plain(" a\tb\r\nc\u0007 ")).toBe(String.raw`a b c\u0007`);
  expect(plain("x".repeat(100), 5)).toBe("xxxxx…");
});
