/** The longest line that is read: 256 MiB, without its line break. */
export const MAX_LINE_BYTES: number = 256 * 1024 * 1024;

/** One line of a byte stream, or the news that one was too long and skipped. */
export type Line = { readonly kind: "line"; readonly bytes: Buffer } | { readonly kind: "too-long" };

const LINE_FEED = 10;

/**
 * Splits a byte stream at `\n`. Lines come as bytes, so that a chunk may end inside a character; a
 * last line needs no line break. Memory stays below the limit and one chunk: of a longer line
 * nothing is kept.
 *
 * @param input bytes, or text that is taken as UTF-8
 * @param maxBytes the longest line
 */
export async function* readLines(
  input: AsyncIterable<string | Uint8Array>,
  maxBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<Line, void, undefined> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let skipping = false;
  for await (const chunk of input) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    let start = 0;
    while (start < bytes.length) {
      const found = bytes.indexOf(LINE_FEED, start);
      const end = found === -1 ? bytes.length : found;
      if (!skipping && size + end - start > maxBytes) {
        skipping = true;
        parts = [];
        yield { kind: "too-long" };
      }
      if (!skipping) {
        parts.push(bytes.subarray(start, end));
        size += end - start;
      }
      if (found !== -1) {
        if (!skipping) yield { kind: "line", bytes: Buffer.concat(parts, size) };
        parts = [];
        size = 0;
        skipping = false;
      }
      start = end + 1;
    }
  }
  if (size > 0 && !skipping) yield { kind: "line", bytes: Buffer.concat(parts, size) };
}
