import type { CleanReport } from "../conformance/mutants/report.ts";
import { lines } from "./failure-text.ts";
import { count, harnessFaultLines, heading, section, styleOf, table } from "./mutants-parts.ts";
import type { MutantsTextOptions } from "./mutants-parts.ts";

/** The smallest p-values that are shown. */
const MOST_P_VALUES = 8;

/** Runs on the reference for a terminal or a log: false alarms, and how near the nearest came. */
export function cleanText(report: CleanReport, options: MutantsTextOptions = {}): string {
  const style = styleOf(options);
  const { width, paint } = style;
  const { settings, levels, violations, pValues } = report;
  const seeds = count(settings.seeds, "seed");
  const tests = pValues.reduce((sum, { runs }) => sum + runs, 0);
  const rows = pValues
    .slice(0, MOST_P_VALUES)
    .map(({ law, smallest, seed }) => [`  ${smallest.toExponential(1)}`, law, `seed ${seed}`]);
  const levelText = `A statistical law has the level ${levels.law.toExponential(1)}, its share of ${report.falseAlarmBudget} a full run; its first sample is confirmed below p = ${levels.first.toExponential(1)}.${tests === 0 ? "" : ` Of ${tests} tests the least p-value is expected near ${(1 / tests).toExponential(0)} or above.`}`;
  const sum =
    violations.length === 0
      ? `No false alarm in ${count(report.laws, "law")} under ${seeds}.`
      : `${count(violations.length, "false alarm")} in ${count(report.laws, "law")} under ${seeds}.`;
  return [
    ...heading(
      `${count(report.laws, "law")} on the reference under ${seeds}, ${settings.runs} cases a law`,
      style,
    ),
    ...section(
      "False alarms",
      violations.flatMap(({ law, seed, message }) =>
        lines("  –", `${law}, seed ${seed}: ${message}`, 4, width),
      ),
      style,
    ),
    ...section(
      "Not decided",
      report.inconclusive.flatMap(({ law, seed, reason }) =>
        lines("  –", `${law}, seed ${seed}: ${reason}`, 4, width),
      ),
      style,
    ),
    ...section("Smallest p-values", rows.length === 0 ? [] : table(rows, new Set(), style), style),
    ...lines("", levelText, 0, width).map((line) => paint("dim", line)),
    "",
    ...section("Faults of the harness itself", harnessFaultLines(report.harnessFaults, style), style),
    ...lines("", sum, 0, width).map((line) => paint(violations.length === 0 ? "green" : "red", line)),
    "",
  ].join("\n");
}
