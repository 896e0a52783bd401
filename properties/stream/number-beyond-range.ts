import fc from "fast-check";
import { CODES } from "../../src/implementation/vocabulary.ts";
import type { Request } from "../arbitraries/requests.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { pathText } from "../refusals/spoil.ts";
import type { Path } from "../refusals/spoil.ts";
import { describeOutcome, violation } from "../violation.ts";
import { anyRequest, nothingToAsk } from "./askable.ts";
import { callText, mustBeRefused } from "./lines.ts";
import { written } from "./written.ts";

/** JSON numbers beyond float64, and names of numbers, which are no JSON. */
const BEYOND = ["1e999", "-1e999", "1e400", "-17.5E+308"];
const BARE = ["NaN", "Infinity", "-Infinity"];

interface Beyond {
  readonly request: Request;
  readonly text: string;
  /** Where it stands. */
  readonly path: Path;
}

/** Where the numbers of a request stand. */
function places(params: unknown): Path[] {
  const found: Path[] = [];
  written(params, (_value, path) => {
    found.push(path);
    return "0";
  });
  return found;
}

function isAt(path: Path, place: Path): boolean {
  return path.length === place.length && path.every((step, i) => step === place[i]);
}

/** Valid requests, one number of which is beyond float64 or bare. */
export const numberBeyondRange: Law = deterministicLaw<Beyond>({
  id: "stream/number-beyond-range",
  sentence:
    "a JSON number too large for float64 is an infinity and refused, and a bare NaN or Infinity makes its line no JSON",
  clauses: ["WIRE-NUM-2", "WIRE-REJ-2", "WIRE-MSG-3"],
  needs: [],
  needsStream: true,
  inapplicable: nothingToAsk,
  cases: (capabilities) =>
    fc
      .record({
        request: anyRequest(capabilities),
        text: fc.constantFrom(...BEYOND, ...BARE),
        place: fc.noBias(fc.nat({ max: 2 ** 30 })),
      })
      .map(({ request, text, place }) => {
        // Every operation has a number among its parameters.
        const all = places(request.params);
        return { request, text, path: all[place % all.length]! };
      }),
  check: async (implementation, { request: { operation, params }, text, path }) => {
    const spoilt = written(params, (value, place) => (isAt(path, place) ? text : JSON.stringify(value)));
    if (BARE.includes(text)) {
      const line = `{"jsonrpc":"2.0","id":"bare","method":"${operation}","params":${spoilt}}`;
      await mustBeRefused(implementation, `a line with a bare ${text}`, line, CODES.parseError);
      return "held";
    }
    const outcome = await callText(implementation, { before: [], operation, params: spoilt });
    if (outcome.outcome === "reject") return "held";
    const change = `${pathText(path)} = ${text}`;
    throw violation(
      `${operation} did not refuse a number beyond float64: ${change}`,
      "a rejection (-32602)",
      describeOutcome(outcome),
    );
  },
});
