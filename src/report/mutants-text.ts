import type { FaultEntry, KillReport } from "../conformance/mutants/report.ts";
import { lines } from "./failure-text.ts";
import type { Style } from "./failure-text.ts";
import { count, harnessFaultLines, heading, section, styleOf, table } from "./mutants-parts.ts";
import type { MutantsTextOptions } from "./mutants-parts.ts";

const VERDICTS = {
  killed: { text: "own clause", style: "green" },
  "killed by others": { text: "others", style: "yellow" },
  survives: { text: "SURVIVES", style: "red" },
} as const;

/** The area that an id begins with. */
function areaOf(id: string): string {
  return id.split("/", 1)[0]!;
}

function cellsOf({ fault, clauses, verdict, killedBy }: FaultEntry): string[] {
  const [clause = "–", ...more] = clauses;
  const first = killedBy.find(({ own }) => own) ?? killedBy[0];
  return [
    `  ${fault.slice(areaOf(fault).length + 1)}`,
    more.length > 0 ? `${clause} +${more.length}` : clause,
    VERDICTS[verdict].text,
    String(killedBy.length),
    first?.law ?? "–",
  ];
}

/** One table an area. */
function areaTables(faults: readonly FaultEntry[], style: Style): string[] {
  const areas = [...new Set(faults.map(({ fault }) => areaOf(fault)))];
  return areas.flatMap((area) => {
    const own = faults.filter(({ fault }) => areaOf(fault) === area);
    const head = [area, "breaks", "noticed by", "laws", "first of them"];
    const [title = "", ...rows] = table([head, ...own.map(cellsOf)], new Set([3]), style);
    return [
      style.paint("bold", title),
      ...rows.map((row, i) => {
        const { text, style: colour } = VERDICTS[own[i]!.verdict];
        return row.replace(`  ${text}`, `  ${style.paint(colour, text)}`);
      }),
      "",
    ];
  });
}

/** Laws by fault, as many as fit in a line or two. */
function byFault(kills: readonly { readonly fault: string; readonly law: string }[]): string[] {
  const SHOWN = 3;
  return [...new Set(kills.map(({ fault }) => fault))].map((fault) => {
    const laws = kills.filter((kill) => kill.fault === fault).map(({ law }) => law);
    const rest = laws.length > SHOWN ? ` and ${laws.length - SHOWN} more` : "";
    return `${fault}: ${laws.slice(0, SHOWN).join(", ")}${rest}`;
  });
}

function streamLines({ stream }: KillReport, style: Style): string[] {
  if (stream === null) return [];
  const { width } = style;
  return [
    ...section(
      "Noticed in this process, and not over stdio",
      stream.differences.flatMap(({ fault, law, inProcess, overStdio }) =>
        lines("  –", `${fault}, ${law}: in process ${inProcess}; over stdio ${overStdio}`, 4, width),
      ),
      style,
    ),
    ...section(
      "Refused by the client at the start",
      stream.unusable.flatMap(({ fault, reason }) => lines("  –", `${fault}: ${reason}`, 4, width)),
      style,
    ),
    ...section(
      "Noticed over stdio by no law of a clause that it breaks",
      stream.unnoticed.flatMap((fault) => lines("  –", fault, 4, width)),
      style,
    ),
    ...section(
      "Noticed by more laws over stdio, where servers err and answers have to travel",
      byFault(stream.more).flatMap((text) => lines("  –", text, 4, width)),
      style,
    ),
    ...section(
      "Noticed in this process by calls that JSON has no form for",
      byFault(stream.unsent).flatMap((text) => lines("  –", text, 4, width)),
      style,
    ),
  ];
}

/** What the matrix comes to, in a line. */
function killTotals({ faults, laws, falseAlarms, stream }: KillReport): string {
  const having = (verdict: FaultEntry["verdict"]): number =>
    faults.filter((entry) => entry.verdict === verdict).length;
  const killers = laws.filter(({ kills }) => kills > 0).length;
  const sums = [
    `${having("killed")} killed by a law of a clause that they break`,
    `${having("killed by others")} by other laws alone`,
    `${having("survives")} by none`,
  ];
  const more = [
    ...(falseAlarms.length > 0
      ? [`${count(falseAlarms.length, "law")} violated on the reference itself.`]
      : []),
    ...(stream === null
      ? []
      : [
          `Over stdio ${
            stream.differences.length + stream.unnoticed.length === 0
              ? "every kill that can be sent is there, too"
              : `${count(stream.differences.length, "kill")} fewer, ${count(stream.unnoticed.length, "version")} not noticed by an own law`
          }.`,
        ]),
  ];
  return [
    `${count(faults.length, "faulty version")}: ${sums.join(", ")}. ${killers} of ${count(laws.length, "law")} kill something.`,
    ...more,
  ].join(" ");
}

/** What was not run because its result was known. */
function inferredText({ faults, laws, inferred }: KillReport): string {
  return (
    `Of ${faults.length * laws.length} results in this process ${inferred} are the reference's: the version answered ` +
    `every call of the law as the reference does, so that the law can only end as it did there.`
  );
}

/** A kill matrix for a terminal or a log: a table by area, what is missing in full, and the totals. */
export function killText(report: KillReport, options: MutantsTextOptions = {}): string {
  const style = styleOf(options);
  const { width, paint } = style;
  const { faults, laws, made, settings } = report;
  const of = (verdict: FaultEntry["verdict"]): readonly FaultEntry[] =>
    faults.filter((entry) => entry.verdict === verdict);
  const idle = laws.filter(({ kills, applied }) => applied && kills === 0).map(({ law }) => law);
  const unapplied = laws.filter(({ applied }) => !applied).map(({ law }) => law);
  const sound =
    of("killed").length === faults.length &&
    report.falseAlarms.length === 0 &&
    (report.stream?.differences.length ?? 0) === 0;
  const title = `${count(laws.length, "law")} on ${count(faults.length, "faulty version")} of the reference, seed ${JSON.stringify(made.seed)}, ${settings.runs} cases a law`;
  return [
    ...heading(title, style),
    ...areaTables(faults, style),
    ...section(
      "Violated on the reference itself: their kills mean nothing",
      report.falseAlarms.flatMap(({ law, message }) => lines("  –", `${law}: ${message}`, 4, width)),
      style,
    ),
    ...section(
      "Noticed by no law",
      of("survives").flatMap(({ fault, mistake, clauses }) =>
        lines("  –", `${fault} (${clauses.join(" ")}): ${mistake}`, 4, width),
      ),
      style,
    ),
    ...section(
      "Noticed only by laws of other clauses",
      of("killed by others").flatMap(({ fault, clauses, killedBy }) =>
        lines(
          "  –",
          `${fault} (${clauses.join(" ")}): ${killedBy.map(({ law }) => law).join(", ")}`,
          4,
          width,
        ),
      ),
      style,
    ),
    // Most laws have nothing to do with a selection.
    ...section(
      "Laws that kill nothing",
      idle.length === 0 || settings.faults !== null ? [] : lines("", `  ${idle.join(", ")}`, 2, width),
      style,
    ),
    ...section(
      "Laws that apply to nothing in this process",
      unapplied.length === 0 ? [] : lines("", `  ${unapplied.join(", ")}`, 2, width),
      style,
    ),
    ...streamLines(report, style),
    ...section("Faults of the harness itself", harnessFaultLines(report.harnessFaults, style), style),
    ...lines("", inferredText(report), 0, width).map((line) => paint("dim", line)),
    "",
    ...lines("", killTotals(report), 0, width).map((line) => paint(sound ? "green" : "red", line)),
    "",
  ].join("\n");
}
