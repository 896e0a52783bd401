import { array, assert, constantFrom, nat, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { createLineSplitter } from "./line-splitter.ts";

interface Cut {
  readonly lines: string[];
  readonly rest: string;
  readonly whole: boolean;
}

function cut(chunks: readonly string[], maxBytes: number): Cut {
  const lines: string[] = [];
  const splitter = createLineSplitter(maxBytes, (line) => lines.push(line.toString("latin1")) > 0);
  const whole = chunks.every((chunk) => splitter.push(Buffer.from(chunk, "latin1")));
  return { lines, rest: splitter.rest().toString("latin1"), whole };
}

test("Lines and the rest are those of the whole text, however it is cut [WIRE-MSG-1]", () => {
  const piece = tuple(nat(6), constantFrom("", "\n", "\n\n")).map(([n, end]) => "abcdef".slice(0, n) + end);
  let lines = 0;
  assert(
    property(array(piece, { maxLength: 20 }), (chunks) => {
      const parts = chunks.join("").split("\n");
      lines += parts.length - 1;
      expect(cut(chunks, 1000)).toStrictEqual({ lines: parts.slice(0, -1), rest: parts.at(-1), whole: true });
    }),
  );
  expect(lines).toBeGreaterThan(100);
});

test("A line of the limit passes, one byte more does not, in one chunk or in many", () => {
  for (const size of [5, 5000]) {
    const line = "x".repeat(size);
    for (const chunks of [[`${line}\n`], [line, "\n"], [...line.split(""), "\n"]]) {
      expect(cut(chunks, size)).toStrictEqual({ lines: [line], rest: "", whole: true });
      expect(cut(chunks, size - 1)).toMatchObject({ lines: [], whole: false });
    }
  }
});

test("Once a line is declined, the rest of its chunk is dropped", () => {
  const lines: string[] = [];
  const splitter = createLineSplitter(100, (line) => {
    lines.push(line.toString());
    return line.toString() !== "stop";
  });
  splitter.push(Buffer.from("a\nst"));
  splitter.push(Buffer.from("op\nb\nc"));
  expect(lines).toStrictEqual(["a", "stop"]);
  expect(splitter.rest()).toHaveLength(0);
});

test("A large store is given back after its line", () => {
  const splitter = createLineSplitter(2 ** 26, () => true);
  const before = process.memoryUsage().arrayBuffers;
  const chunk = Buffer.alloc(1 << 16, "x");
  for (let i = 0; i < 512; i++) splitter.push(chunk);
  expect(splitter.rest()).toHaveLength(2 ** 25);
  expect(process.memoryUsage().arrayBuffers - before).toBeGreaterThan(2 ** 24);
  splitter.push(Buffer.from("\n"));
  expect(splitter.rest()).toHaveLength(0);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
});
