import type { Implementation } from "../implementation.ts";
import { answerLine, tooLongText } from "../json-rpc.ts";
import { MAX_LINE_BYTES, readLines } from "../lines.ts";
import type { StreamServer } from "../over-stream.ts";
import { isObject } from "../schemas/expect.ts";
import { CODES } from "../vocabulary.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";

/** A line with all that a mistaken server may know of it. */
interface Asked {
  readonly line: string;
  /** Undefined where the line is not JSON. */
  readonly value: unknown;
  /** The answer of a right server to the line, or to another one in its place. */
  readonly right: (other?: string) => Promise<string | null>;
}

type Answer = Promise<string | null> | string | null;

/** A fault in a server that answers lines in its own way; an error ends it. */
function serverFault(
  name: string,
  mistake: string,
  clauses: readonly string[],
  serving: () => (asked: Asked) => Answer,
): Faulty {
  const server: StreamServer = async (implementation, input, output) => {
    const answer = serving();
    for await (const read of readLines(input)) {
      const text =
        read.kind === "too-long"
          ? tooLongText(MAX_LINE_BYTES)
          : await answer(askedOf(implementation, read.bytes));
      if (text !== null) output.write(`${text}\n`);
    }
  };
  return { id: `stream/${name}`, mistake, clauses, make: () => composed(), server };
}

function askedOf(implementation: Implementation, bytes: Buffer): Asked {
  const line = bytes.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined;
  }
  const right = (other?: string): Promise<string | null> =>
    answerLine(implementation, other === undefined ? bytes : Buffer.from(other));
  return { line, value, right };
}

function errorText(code: number, message: string, id: unknown = null): string {
  return JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } });
}

function isNotification(value: unknown): boolean {
  return isObject(value) && typeof value["method"] === "string" && !Object.hasOwn(value, "id");
}

/** The line of a notification as that of a request without a known id. */
function withNullId(line: string): string {
  return line.replace("{", '{"id":null,');
}

/** Numbers where a value may stand. */
const NUMBERS = /(?<=[:[,]\s*)-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=\s*[,\]}])/gu;

/** A line with numbers beyond float64 brought to its ends. */
function clamped(line: string): string {
  return line.replaceAll(NUMBERS, (text) => {
    const value = Number(text);
    return Number.isFinite(value) ? text : String(Math.sign(value) * Number.MAX_VALUE);
  });
}

/** True for a line with a number whose text is of a kind. */
function hasNumber(line: string, kind: RegExp): boolean {
  return (line.match(NUMBERS) ?? []).some((text) => kind.test(text));
}

/** A line whose integers end where their digits do. */
function cut(line: string): string {
  return line.replaceAll(NUMBERS, (text) =>
    Number.isInteger(Number(text)) ? String(Number.parseInt(text, 10)) : text,
  );
}

/** Mistakes in how lines are read and answered; each serves the reference itself. */
export const streamFaults: readonly Faulty[] = [
  serverFault("no-json-ends-it", "A line that is not JSON ends the program.", ["WIRE-MSG-3"], () => {
    return ({ value, right }) => {
      if (value === undefined) throw new SyntaxError("expecting value: line 1 column 1");
      return right();
    };
  }),
  serverFault("no-json-skipped", "A line that is not JSON is skipped in silence.", ["WIRE-MSG-3"], () => {
    return ({ value, right }) => (value === undefined ? null : right());
  }),
  serverFault(
    "no-json-with-the-last-id",
    "The error about a line that is not JSON carries the id of the request before, or 0.",
    ["WIRE-MSG-3"],
    () => {
      let id: unknown = 0;
      return ({ value, right }) => {
        if (isObject(value) && Object.hasOwn(value, "id")) id = value["id"];
        return value === undefined ? errorText(CODES.parseError, "parse error", id) : right();
      };
    },
  ),
  serverFault(
    "one-code-for-bad-lines",
    "What is no request is answered with -32700, as what is not JSON.",
    ["WIRE-MSG-3"],
    () =>
      async ({ right }) => {
        const answer = await right();
        return answer?.replace(`"code":${CODES.invalidRequest}`, `"code":${CODES.parseError}`) ?? null;
      },
  ),
  serverFault("no-object-ends-it", "JSON that is no object ends the program.", ["WIRE-MSG-3"], () => {
    return ({ value, right }) => {
      if (value !== undefined && !isObject(value)) throw new TypeError("'int' object has no attribute 'get'");
      return right();
    };
  }),
  serverFault(
    "anything-without-id-is-a-notification",
    "Whatever has no id is taken for a notification, and gets no answer.",
    ["WIRE-MSG-3"],
    () =>
      ({ value, right }) =>
        value !== undefined && !(isObject(value) && Object.hasOwn(value, "id")) ? null : right(),
  ),
  serverFault(
    "batches-answered",
    "An array is taken for a batch: its members are answered one by one, in an array.",
    ["WIRE-MSG-3"],
    () =>
      async ({ value, right }) => {
        if (!Array.isArray(value)) return right();
        const answers = await Promise.all(value.map((member) => right(JSON.stringify(member))));
        return `[${answers.filter((answer) => answer !== null).join(",")}]`;
      },
  ),
  serverFault(
    "notifications-answered",
    "A message without an id is answered with the id null.",
    ["WIRE-MSG-2"],
    () =>
      ({ line, value, right }) =>
        right(isNotification(value) ? withNullId(line) : line),
  ),
  serverFault(
    "notified-errors-answered",
    "What is wrong about a message without an id is answered.",
    ["WIRE-MSG-2"],
    () =>
      async ({ line, value, right }) => {
        if (!isNotification(value)) return right();
        const answer = await right(withNullId(line));
        return answer?.includes('"error":') === true ? answer : null;
      },
  ),
  serverFault("notifications-end-it", "A message without an id ends the program.", ["WIRE-MSG-2"], () => {
    return ({ value, right }) => {
      if (isNotification(value)) throw new TypeError("KeyError: 'id'");
      return right();
    };
  }),
  serverFault(
    "id-as-text",
    "The id of an answer is text where the request's is a number.",
    ["WIRE-MSG-2"],
    () => {
      return async ({ value, right }) => {
        const answer = await right();
        const id = isObject(value) ? value["id"] : undefined;
        if (typeof id !== "number" || answer === null) return answer;
        return answer.replace(`"id":${id}`, `"id":"${id}"`);
      };
    },
  ),
  serverFault(
    "point-in-an-integer-refused",
    "An integer with a point, 3.0, is read as another type and refused.",
    ["WIRE-NUM-3"],
    () =>
      ({ line, value, right }) =>
        isObject(value) && hasNumber(line, /\.0+$/u)
          ? errorText(CODES.invalidParams, "expected an int, got a float", value["id"])
          : right(),
  ),
  serverFault(
    "exponents-refused",
    "A number with an exponent is refused where an integer is due.",
    ["WIRE-NUM-3"],
    () =>
      ({ line, value, right }) =>
        isObject(value) && hasNumber(line, /[eE][+-]?\d{1,2}$/u)
          ? errorText(CODES.invalidParams, "expected an int, got a float", value["id"])
          : right(),
  ),
  serverFault(
    "integers-read-by-their-digits",
    "An integer ends for the reader where its digits end: 30e-1 is read as 30.",
    ["WIRE-NUM-3"],
    () =>
      ({ line, right }) =>
        right(cut(line)),
  ),
  serverFault(
    "huge-number-is-no-json",
    "A line with a number beyond float64 is answered as no JSON at all.",
    ["WIRE-NUM-2", "WIRE-REJ-2"],
    () =>
      ({ line, value, right }) =>
        value !== undefined && clamped(line) !== line
          ? errorText(CODES.parseError, "cannot unmarshal number into float64")
          : right(),
  ),
  serverFault(
    "huge-number-is-the-largest",
    "A number beyond float64 is taken for the largest that there is.",
    ["WIRE-NUM-2", "WIRE-REJ-2"],
    () =>
      ({ line, right }) =>
        right(clamped(line)),
  ),
  serverFault(
    "bare-nan-read",
    "A bare NaN or Infinity is read as the number that it names, and its request refused.",
    ["WIRE-NUM-2", "WIRE-MSG-3"],
    () =>
      ({ line, value, right }) =>
        right(value === undefined ? line.replaceAll(/-?\b(?:NaN|Infinity)\b/gu, '"$&"') : line),
  ),
];
