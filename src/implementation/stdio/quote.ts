/** Control and format characters, which could move a terminal's cursor or hide text. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

function escaped(character: string): string {
  return `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`;
}

/** Text of a stranger in quotation marks, on one line, harmless to a terminal, and short. */
export function quoted(text: string, maxLength = 80): string {
  const short = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return JSON.stringify(short.trimEnd()).replaceAll(INVISIBLE, escaped);
}

/** As {@link quoted}, of bytes that may be no text at all. */
export function quotedBytes(bytes: Uint8Array, maxLength = 80): string {
  // Four bytes are the longest character; the rest is not worth decoding.
  const head = bytes.subarray(0, 4 * maxLength + 4);
  return quoted(new TextDecoder().decode(head), maxLength);
}

/** Lines that say where, or by what, but not what happened: of a stack trace, of an interpreter. */
const ASIDE = /^(?:\s|at |note: |Node\.js v)/u;

/** As {@link quoted}, but the last line of the text that says what happened. */
export function quotedEnd(text: string, maxLength = 300): string {
  const all = text.split("\n").filter((line) => line.trim() !== "");
  const line = (all.findLast((each) => !ASIDE.test(each)) ?? all.at(-1) ?? "").trim();
  return quoted(line.length > maxLength ? `…${line.slice(-maxLength)}` : line, maxLength + 1);
}

/** One line of a message that a stranger wrote, without quotation marks. */
export function plain(text: string, maxLength = 1000): string {
  const short = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return short.replaceAll(/\s+/gu, " ").replaceAll(INVISIBLE, escaped).trim();
}
