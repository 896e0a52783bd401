import fc from "fast-check";
import { CODES } from "../../src/implementation/vocabulary.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustBeRefused } from "./lines.ts";

/** JSON without anything that could be an id: numbers, texts, null, what is empty, and what others call a batch. */
const values = fc.oneof(
  { arbitrary: fc.constantFrom<unknown>(null, true, false, "", 0, -1, [], {}, [1], [{}]), weight: 4 },
  { arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }), weight: 1 },
  { arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }), weight: 1 },
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
