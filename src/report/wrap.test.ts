import fc from "fast-check";
import { expect, test } from "vitest";
import { indented, labelled, wrap } from "./wrap.ts";

test("a text breaks between words, and a longer word than a line is cut", () => {
  expect(wrap("to be or not", 5)).toEqual(["to be", "or", "not"]);
  expect(wrap("a 1234567 b", 3)).toEqual(["a", "123", "456", "7 b"]);
  expect(wrap("", 5)).toEqual([""]);
});

test("no line is longer than the width, and no symbol but white space is lost", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme-ascii" }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 30 }),
      (words, width) => {
        const text = words.join(" ");
        const lines = wrap(text, width);
        expect(lines.length).toBeGreaterThan(0);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
      },
    ),
  );
});

test("a symbol beyond the basic plane counts once and is never cut in two", () => {
  expect(wrap("𝜃𝜃𝜃𝜃", 3)).toEqual(["𝜃𝜃𝜃", "𝜃"]);
});

test("a control character is white space: nothing moves a terminal's cursor", () => {
  expect(wrap("a\u001B[2Jb\tc\r\nd\u0000", 20)).toEqual(["a [2Jb c d"]);
});

test("an indent is part of the width, and a label stands in it", () => {
  expect(indented("to be or not", 2, 7)).toEqual(["  to be", "  or", "  not"]);
  expect(labelled("q:", "to be or not", 3, 8)).toEqual(["q: to be", "   or", "   not"]);
  expect(labelled("quote", "to be", 3, 8)).toEqual(["quote", "   to be"]);
});
