import { isDeepStrictEqual } from "node:util";
import type { StoredFailure } from "../conformance/failure.ts";
import type { RecordedCall, RecordedCalls } from "../conformance/recorder.ts";
import type { Paint } from "./audit-text.ts";
import { briefValue } from "./brief-value.ts";
import { labelled } from "./wrap.ts";

/** How a text is set. */
export interface Style {
  readonly width: number;
  readonly paint: Paint;
}

const INDENT = 4;
const LABEL = 14;
/** Calls of a failing check that are shown. */
const MOST_CALLS = 2;

/** {@link labelled} for a text of several paragraphs, each on lines of its own. */
export function lines(label: string, text: string, indent: number, width: number): string[] {
  return text
    .split("\n")
    .flatMap((paragraph, i) => labelled(i === 0 ? label : "", paragraph, indent, width))
    .map((line) => line.trimEnd());
}

/** A label and its value in the columns of a failure. */
export function field(label: string, text: string, { width }: Style): string[] {
  return lines(" ".repeat(INDENT) + label, text, INDENT + LABEL, width);
}

/** A row of a table; a line of prose may begin with |V|. */
const TABLE_ROW = /^\|.*\|$/u;

/** What is told in the place of the clauses of a law that got no answer to judge. */
const FAULT = {
  id: "WIRE-OUT-1",
  level: "MUST",
  text: "A call ends with a result or with an error of this protocol; a fault breaks whatever law asked.",
} as const;

/** The clauses to tell: those about the text on the stream forbid the fault itself. */
function clausesOf({ received, calls, clauses }: StoredFailure): StoredFailure["clauses"] {
  const isByText = calls.last.at(-1)?.before !== undefined;
  return received.startsWith("fault: ") && !isByText ? [FAULT] : clauses;
}

/** A clause as prose: a table makes no sense in broken lines. */
function clauseText({ level, text }: StoredFailure["clauses"][number]): string {
  const all = text.split("\n");
  const prose = all.filter((line) => !TABLE_ROW.test(line)).join("\n");
  return `${level}: ${prose}${prose === text ? "" : " (and a table)"}`;
}

/** So much is shown of a line as it was sent. */
const MOST_CHARACTERS = 480;

function shortened(line: string): string {
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)} …` : line;
}

/**
 * A request and its answer, with the lines that went before it and the answers that came before its own; what was
 * already told as received is not told again.
 */
function callFields(
  label: string,
  { operation, params, outcome, answer, before, strays = [] }: RecordedCall,
  received: string,
  style: Style,
): string[] {
  const text = typeof answer === "string" ? `${outcome}: ${answer}` : `${outcome} ${briefValue(answer)}`;
  const isText = before !== undefined && typeof params === "string";
  return [
    ...(before ?? []).flatMap((line) => field("line", shortened(line), style)),
    ...field(label, `${operation} ${isText ? shortened(params) : briefValue(params)}`, style),
    ...strays.flatMap((stray) => field("answer", briefValue(stray), style)),
    ...field("answer", text === received ? `that ${outcome}` : text, style),
  ];
}

/** What went wrong; of a sample that every single answer of which is possible, how far it is off. */
export function whatLines(message: string, style: Style): string[] {
  const isChance = /^p (?:=|below) /u.test(message);
  return isChance
    ? field("chance", `of a sample so far off, were the law obeyed: ${message}`, style)
    : field("what", message, style);
}

/** The requests of the failing check with their answers: the last of them, numbered where there are more. */
export function callLines({ count, last }: RecordedCalls, received: string, style: Style): string[] {
  const shown = last.slice(-MOST_CALLS);
  return shown.flatMap((call, i) => {
    const number = count - shown.length + i + 1;
    return callFields(count === 1 ? "request" : `request ${number}/${count}`, call, received, style);
  });
}

/** The smallest case, unless it is nothing but the one request. */
function caseLines(example: unknown, { count, last }: RecordedCalls, style: Style): string[] {
  const [only] = last;
  if (count === 1 && only !== undefined && isDeepStrictEqual(only.params, example)) return [];
  return field("case", briefValue(example), style);
}

function sampleLines({ calls: { count, last }, received }: StoredFailure, style: Style): string[] {
  const text = count === 1 ? "one request" : `${count} requests, the last of which was`;
  return last
    .slice(-1)
    .flatMap((call) => [...field("sample", text, style), ...callFields("request", call, received, style)]);
}

function howFound(failure: StoredFailure): string {
  const seed = JSON.stringify(failure.seed);
  if (failure.lawKind === "deterministic") return `${seed}, ${failure.runs} cases`;
  return `${seed}, samples of ${failure.size} and ${4 * failure.size}, level ${failure.level.toExponential(1)}`;
}

/**
 * A broken law in full: what it demands, what was expected and received, the smallest case and what travelled, and
 * last, being long, the clauses that demand it.
 *
 * @param place its number among the failures, say
 */
export function failureLines(failure: StoredFailure, place: string, style: Style): string[] {
  const { paint, width } = style;
  return [
    `${paint("red", "violated")} ${paint("bold", failure.law)} ${paint("dim", place)}`,
    ...lines("", failure.sentence, INDENT, width).map((line) => paint("bold", line)),
    "",
    ...whatLines(failure.message, style),
    ...field("expected", failure.expected, style),
    ...field("received", failure.received, style),
    ...(failure.lawKind === "deterministic"
      ? [
          ...caseLines(failure.example, failure.calls, style),
          ...callLines(failure.calls, failure.received, style),
        ]
      : sampleLines(failure, style)),
    ...field("seed", howFound(failure), style),
    "",
    ...clausesOf(failure).flatMap((clause) => field(clause.id, clauseText(clause), style)),
    "",
  ];
}
