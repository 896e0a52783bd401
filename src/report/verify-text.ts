import type { StoredFailure } from "../conformance/failure.ts";
import { countLaws, LAW_VERDICTS, outcomeOf } from "../conformance/report.ts";
import type { LawEntry, NotTested, ProfileStatement, VerifyReport } from "../conformance/report.ts";
import type { Paint } from "./audit-text.ts";
import { failureLines, lines } from "./failure-text.ts";
import type { Style } from "./failure-text.ts";

/** How a report is shown. */
export interface VerifyTextOptions {
  /** Columns to stay within, at least 72; 100 by default. Command lines are never broken. */
  readonly width?: number;
  readonly paint?: Paint;
  /** The command line that replays a failure; undefined: it was not stored. */
  readonly replayCommand?: (failure: StoredFailure) => string | undefined;
}

/** Failures shown in full; the later ones mostly follow from the first. */
const MOST_FAILURES = 10;
const MOST_NAMES = 6;
const VERDICT_STYLE = {
  conforms: "green",
  "conforms in part": "yellow",
  "does not conform": "red",
  undecided: "cyan",
  "not tested": "dim",
} as const;

/** "1 law", "3 laws". */
function lawsText(count: number): string {
  return count === 1 ? "1 law" : `${count} laws`;
}

function head(
  { declared, made, settings, level, falseAlarmBudget }: VerifyReport,
  { width, paint }: Style,
): string[] {
  const { name, version, language } = declared.implementation;
  const shard = settings.shard === null ? "" : `, shard ${settings.shard.index} of ${settings.shard.count}`;
  const samples = settings.samples === 1 ? "" : `, samples × ${settings.samples}`;
  const run = `seed ${JSON.stringify(made.seed)}, ${settings.runs} cases a law${samples}${shard}`;
  const chance = `False alarms on a faultless implementation: ${falseAlarmBudget} in a full run, ${level.toExponential(1)} a statistical law.`;
  return [
    ...lines("", `${name} ${version} (${language}), ${run}`, 0, width).map((line) => paint("bold", line)),
    ...lines("", chance, 0, width).map((line) => paint("dim", line)),
    "",
  ];
}

function areaOf({ law }: LawEntry): string {
  return law.split("/", 1)[0]!;
}

/** Rows in columns: the first aligned to the left, the others to the right. */
function columns(rows: readonly (readonly string[])[], gap: number): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map(([name = "", ...cells]) =>
    [name.padEnd(widths[0]!), ...cells.map((cell, i) => cell.padStart(widths[i + 1]!))].join(" ".repeat(gap)),
  );
}

/** The laws of each area by their verdict. */
function table(laws: readonly LawEntry[], { paint, width }: Style): string[] {
  const row = (name: string, own: readonly LawEntry[]): string[] => {
    const counts = countLaws(own);
    const cells = LAW_VERDICTS.map((verdict) => (counts[verdict] === 0 ? "·" : String(counts[verdict])));
    return [name, String(own.length), ...cells];
  };
  const areas = [...new Set(laws.map(areaOf))].map((area) => {
    const own = laws.filter((law) => areaOf(law) === area);
    return row(area, own);
  });
  const [title = "", ...rest] = columns(
    [["area", "laws", ...LAW_VERDICTS], ...areas, row("all", laws)],
    width < 80 ? 2 : 3,
  );
  return [paint("dim", title), ...rest.slice(0, -1), paint("bold", rest.at(-1)!), ""];
}

/** All failures: the first ones in full, the most basic first, with the advice to mend that one. */
function failureBlocks(failures: readonly StoredFailure[], style: Style): string[] {
  const [first, ...others] = failures.map((failure, i) => ({
    failure,
    place: `${i + 1} of ${failures.length}`,
  }));
  if (first === undefined) return [];
  const more = `${others.length} more ${others.length === 1 ? "law fails" : "laws fail"}; the first is the one to mend: the most basic comes first, and the others may follow from it.`;
  const advice = lines("", more, 0, style.width).map((line) => style.paint("yellow", line));
  const full = others.slice(0, MOST_FAILURES - 1);
  const short = others.slice(MOST_FAILURES - 1);
  return [
    ...failureLines(first.failure, first.place, style),
    ...(others.length === 0 ? [] : [...advice, ""]),
    ...full.flatMap(({ failure, place }) => failureLines(failure, place, style)),
    ...short.flatMap(({ failure: { law, message } }) =>
      lines("", `violated ${law}: ${message}`, 0, style.width),
    ),
    ...(short.length > 0 ? [""] : []),
  ];
}

/** A few names in full, more by their number. */
function named(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${names.slice(0, MOST_NAMES).join(", ")} and ${rest} more` : names.join(", ");
}

function notTestedLines({ reason, laws, clauses }: NotTested, { width }: Style): string[] {
  const [what, names] =
    laws.length > 0 ? [lawsText(laws.length), laws] : [`${clauses.length} clauses`, clauses];
  return lines("  –", `${reason} (${what}): ${named(names)}`, 4, width);
}

function statementLines({ profile, verdict, because }: ProfileStatement, { width, paint }: Style): string[] {
  const [first = "", ...rest] = lines(`  ${profile.padEnd(10)}${verdict}`, because, 30, width);
  return [first.replace(verdict, paint(VERDICT_STYLE[verdict], verdict)), ...rest];
}

function section(title: string, content: readonly string[], { paint }: Style): string[] {
  return content.length === 0 ? [] : [paint("bold", title), ...content, ""];
}

/** What to mend first: the adapter itself where it ended a call without an answer. */
function firstStep({ law, received }: StoredFailure): string {
  return received.startsWith("fault: ")
    ? `Begin with the adapter: in ${law} a call ended in a fault.`
    : `Begin with ${law}.`;
}

/** What the run comes to, in a line. */
function lastLine(report: VerifyReport): readonly [Parameters<Paint>[0], string] {
  const { failures, faults, stopped } = report;
  const counts = countLaws(report.laws);
  const tally = LAW_VERDICTS.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${counts[verdict]} ${verdict}`,
  );
  const sums = `${lawsText(report.laws.length)}: ${tally.join(", ")}.`;
  switch (outcomeOf(report)) {
    case "fault":
      return ["red", `${sums} A fault of the harness itself in ${faults[0]!.law}: ${faults[0]!.message}`];
    case "adapter gone":
      return ["red", `The adapter does not work: ${stopped!.reason}.`];
    case "violated":
      return ["red", `${sums} ${firstStep(failures[0]!)}`];
    case "interrupted":
    case "inconclusive":
      return ["yellow", `${sums} No law is violated, but not all could be decided.`];
    case "ok":
      return ["green", sums];
  }
}

/**
 * A conformance run for a terminal or a log: a table by area, the failures in full, what was not tested and why, the
 * statements of conformance, and the lines that replay the failures.
 */
export function verifyText(report: VerifyReport, options: VerifyTextOptions = {}): string {
  const { paint = (_style, text) => text, replayCommand = () => undefined } = options;
  const style = { width: Math.max(72, options.width ?? 100), paint };
  const { width } = style;
  const { failures, stopped, observations } = report;
  const noticed = observations.flatMap(({ what, hint, times }) =>
    lines("  –", `${what}${times > 1 ? ` (${times} times)` : ""}: ${hint}`, 4, width),
  );
  const commands = failures.flatMap((failure) => replayCommand(failure) ?? []);
  const [color, verdict] = lastLine(report);
  // Of an adapter that is gone the last line tells.
  const early = stopped?.cause === "adapter gone" ? undefined : stopped?.reason;
  return [
    ...head(report, style),
    ...table(report.laws, style),
    ...failureBlocks(failures, style),
    ...section("Ended early", early === undefined ? [] : lines("", early, 2, width), style),
    ...section("Noticed besides", noticed, style),
    ...section(
      "Not tested",
      report.notTested.flatMap((entry) => notTestedLines(entry, style)),
      style,
    ),
    ...section(
      "Conformance",
      report.profiles.flatMap((statement) => statementLines(statement, style)),
      style,
    ),
    ...section(
      "Replay",
      commands.map((command) => `  ${command}`),
      style,
    ),
    ...lines("", verdict, 0, width).map((line) => paint(color, line)),
    "",
  ].join("\n");
}
