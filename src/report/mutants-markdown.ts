import type { FaultEntry, KillReport } from "../conformance/mutants/report.ts";

function cell(text: string): string {
  return text.replaceAll(/\s*[\r\n]\s*/g, " ").replaceAll("|", String.raw`\|`);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(" | ")} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(head), row(head.map(() => "---")), ...rows.map(row)];
}

function areaOf(id: string): string {
  return id.split("/", 1)[0]!;
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, "", ...items.map((item) => `- ${item}`), ""];
}

/** A kill matrix as Markdown: a row a faulty version, a column an area with the number of its laws that noticed. */
export function killMarkdown(report: KillReport): string {
  const { faults, laws, made, settings, stream } = report;
  const areas = [...new Set(laws.map(({ law }) => areaOf(law)))];
  const having = (verdict: FaultEntry["verdict"]): readonly FaultEntry[] =>
    faults.filter((entry) => entry.verdict === verdict);
  const cells = ({ fault, clauses, verdict, killedBy }: FaultEntry): string[] => [
    `\`${fault}\``,
    clauses.join(" "),
    verdict,
    ...areas.map((area) => {
      const kills = killedBy.filter(({ law }) => areaOf(law) === area).length;
      return kills === 0 ? "·" : String(kills);
    }),
  ];
  const sums = [
    "",
    "",
    `${having("killed").length} of ${faults.length} killed`,
    ...areas.map((area) =>
      String(faults.filter(({ killedBy }) => killedBy.some(({ law }) => areaOf(law) === area)).length),
    ),
  ];
  return [
    "# Kill matrix",
    "",
    `${laws.length} laws on ${faults.length} faulty versions of the reference: how many laws of each area notice each. Made by cqsa-harness ${made.version}${made.commit === null ? "" : ` (${made.commit})`} on Node ${made.node} with \`${made.command}\`, seed ${JSON.stringify(made.seed)}, ${settings.runs} cases a law.`,
    "",
    "`killed`: by a law of a clause that the version breaks. The last row counts the versions that an area notices.",
    "",
    `Of ${faults.length * laws.length} results ${report.inferred} are the reference's: the version answered every call of the law as the reference does, so that the law can only end as it did there.`,
    "",
    ...table(["faulty version", "breaks", "verdict", ...areas], [...faults.map(cells), sums]),
    "",
    ...section(
      "Noticed by no law",
      having("survives").map(({ fault, mistake }) => `\`${fault}\`: ${mistake}`),
    ),
    ...section(
      "Noticed only by laws of other clauses",
      having("killed by others").map(
        ({ fault, killedBy }) => `\`${fault}\`: ${killedBy.map(({ law }) => `\`${law}\``).join(", ")}`,
      ),
    ),
    ...section(
      "Laws that kill nothing",
      laws.filter(({ kills, applied }) => applied && kills === 0).map(({ law }) => `\`${law}\``),
    ),
    ...section(
      "Laws violated on the reference itself",
      report.falseAlarms.map(({ law, message }) => `\`${law}\`: ${message}`),
    ),
    ...section(
      "Noticed in process, and not over stdio",
      (stream?.differences ?? []).map(
        ({ fault, law, inProcess, overStdio }) =>
          `\`${fault}\`, \`${law}\`: ${inProcess}; over stdio ${overStdio}`,
      ),
    ),
    "## The mistakes",
    "",
    ...faults.map(({ fault, mistake }) => `- \`${fault}\`: ${mistake}`),
    "",
  ].join("\n");
}
