import { expect, test } from "vitest";
import { plain, quoted, quotedBytes, quotedEnd } from "./quote.ts";

test("A stranger's text is shown on one line, short, and without effect on a terminal", () => {
  expect(quoted("a\n\u001B[2J\u009B\u202Eb")).toBe(String.raw`"a\n\u001b[2J\u009b\u202eb"`);
  expect(quoted("x".repeat(100), 5)).toBe('"xxxxx…"');
  expect(quotedBytes(Buffer.from("Zürich", "latin1"))).toBe('"Z�rich"');
  expect(quotedBytes(Buffer.alloc(1 << 20, "y"), 3)).toBe('"yyy…"');
  expect(quotedEnd("Traceback:\n  File x\nValueError: no\n")).toBe('"ValueError: no"');
  expect(quotedEnd(`${"x".repeat(100)}y`, 5)).toBe('"…xxxxy"');
  expect(plain(" a\tb\r\nc\u0007 ")).toBe(String.raw`a b c\u0007`);
  expect(plain("x".repeat(100), 5)).toBe("xxxxx…");
});

test("The end of a stack trace is the line that says what happened, in any language", () => {
  const java = 'Exception in thread "main" java.lang.Error: no\n\tat A.main(A.java:3)\n';
  expect(quotedEnd(java)).toBe(String.raw`"Exception in thread \"main\" java.lang.Error: no"`);
  expect(quotedEnd("file.js:1\nthrow x\n^\n\nError: no\n    at f (file.js:1)\n\nNode.js v24.21.0\n")).toBe(
    '"Error: no"',
  );
  expect(quotedEnd("thread 'main' panicked at a.rs:1:\nno\nnote: run with RUST_BACKTRACE=1\n")).toBe('"no"');
  expect(quotedEnd("  indented\n  all\n")).toBe('"all"');
  expect(quotedEnd("")).toBe('""');
});
