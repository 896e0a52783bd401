import fc from "fast-check";
import { CODES } from "../../src/implementation/vocabulary.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustBeRefused } from "./lines.ts";

/** JSON without anything that could be an id: numbers, texts, null, and what is empty. */
const values = fc.oneof(
  fc.constantFrom(null, true, false, "", 0, -1, [], {}),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);

export const noRequest: Law = deterministicLaw<unknown>({
  id: "stream/no-request",
  sentence:
    "JSON that is no request is answered once, with error -32600 and id null, and the next request as ever",
  clauses: ["WIRE-MSG-3"],
  needs: [],
  needsStream: true,
  cases: () => values,
  check: async (implementation, value) => {
    await mustBeRefused(
      implementation,
      "JSON that is no request",
      JSON.stringify(value),
      CODES.invalidRequest,
    );
    return "held";
  },
});
