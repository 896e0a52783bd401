import { Readable } from "node:stream";
import { array, assert, asyncProperty, nat, string } from "fast-check";
import { expect, test } from "vitest";
import { readLines } from "./lines.ts";

async function linesOf(
  chunks: readonly (string | Uint8Array)[],
  maxBytes?: number,
): Promise<(string | null)[]> {
  const lines: (string | null)[] = [];
  for await (const line of readLines(Readable.from(chunks, { objectMode: true }), maxBytes)) {
    lines.push(line.kind === "line" ? line.bytes.toString("utf8") : null);
  }
  return lines;
}

/** Cuts bytes at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1]!, end));
}

test("Lines are the same however the stream is cut, also inside a character [WIRE-MSG-1]", async () => {
  const line = string({ unit: "grapheme", maxLength: 8 }).map((text) => text.replaceAll("\n", ""));
  await assert(
    asyncProperty(array(line, { maxLength: 6 }), array(nat(200)), async (texts, places) => {
      const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(""));
      expect(await linesOf(cut(bytes, places))).toStrictEqual(texts);
    }),
    { numRuns: 200, seed: 20260222 },
  );
});

test("A last line needs no line break, and an empty end is no line [WIRE-MSG-5]", async () => {
  expect(await linesOf(["a\nb"])).toStrictEqual(["a", "b"]);
  expect(await linesOf(["a\n"])).toStrictEqual(["a"]);
  expect(await linesOf(["\n\n"])).toStrictEqual(["", ""]);
  expect(await linesOf([])).toStrictEqual([]);
});

test("A line beyond the limit is told once and skipped, the next one read [WIRE-MSG-5]", async () => {
  expect(await linesOf(["abcd\nabcde\nab", "cdefghijkl", "mnop", "\nxyz\n"], 4)).toStrictEqual([
    "abcd",
    null,
    null,
    "xyz",
  ]);
  expect(await linesOf(["abc", "de"], 4)).toStrictEqual([null]);
});

test("Of a line that is too long nothing is kept", async () => {
  const chunk = Buffer.alloc(1 << 16, "x");
  let pulled = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (; pulled < 16_384; pulled++) yield Buffer.from(chunk);
    yield Buffer.from("\nok\n");
  }
  const before = process.memoryUsage().arrayBuffers;
  let peak = 0;
  const kinds: string[] = [];
  for await (const line of readLines(endless(), 1 << 20)) {
    kinds.push(line.kind);
    peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
  }
  expect(pulled).toBe(16_384);
  expect(kinds).toStrictEqual(["too-long", "line"]);
  // 1 GiB went by; what a garbage collector leaves lying about is far less than all of it.
  expect(peak).toBeLessThan(2 ** 29);
});
