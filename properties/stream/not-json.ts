import fc from "fast-check";
import { CODES } from "../../src/implementation/vocabulary.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustBeRefused } from "./lines.ts";

/** As people write data in other languages, or JSON by hand. */
const NEARLY = [
  "hello",
  "{}{}",
  "[1,]",
  '{"a":1,}',
  "{'a':1}",
  "{a:1}",
  '{"a" 1}',
  "[1 2]",
  "01",
  "+1",
  ".5",
  "1.",
  "0x10",
  "True",
  "None",
  "undefined",
  "# comment",
  "}",
  '"text',
];

const REQUEST = '{"jsonrpc":"2.0","id":"half","method":"encode","params":{"weights":[0.5],"clusterSize":1}}';

/** Of an object no beginning is JSON. */
const halves = fc.nat({ max: REQUEST.length - 2 }).map((last) => REQUEST.slice(0, last + 1));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Any text but white space, which is skipped, and characters that some readers take for white space or a line's end. */
const texts = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .map((text) => text.replaceAll(/[\p{C}\p{Z}]/gu, ""))
  .filter((text) => text !== "" && !isJson(text));

/**
 * Half requests, near misses and plain text. What is nearly JSON is none, and half a request has no id that could be
 * repeated.
 */
export const notJson: Law = deterministicLaw<string>({
  id: "stream/not-json",
  sentence:
    "a line that is not JSON is answered once, with error -32700 and id null, and the next request as ever",
  clauses: ["WIRE-MSG-3"],
  needs: [],
  needsStream: true,
  cases: () => fc.oneof(fc.constantFrom(...NEARLY), halves, texts),
  check: async (implementation, line) => {
    await mustBeRefused(implementation, "a line that is not JSON", line, CODES.parseError);
    return "held";
  },
});
