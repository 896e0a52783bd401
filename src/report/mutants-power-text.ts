import type { PowerReport } from "../conformance/mutants/report.ts";
import { lines } from "./failure-text.ts";
import { count, harnessFaultLines, heading, section, styleOf } from "./mutants-parts.ts";
import type { MutantsTextOptions } from "./mutants-parts.ts";

/** Planted effects for a terminal or a log: each law, what was planted, how often it was found. */
export function powerText(report: PowerReport, options: MutantsTextOptions = {}): string {
  const style = styleOf(options);
  const { width, paint } = style;
  const { laws, settings, wanted, power } = report;
  const weak = laws.filter(({ found }) => found < wanted);
  const longest = Math.max(3, ...laws.map(({ law }) => law.length));
  const rows = laws.flatMap(({ law, effect, found }) => {
    const number = String(found).padStart(5);
    const label = `${law.padEnd(longest)}  ${number}`;
    const [first = "", ...rest] = lines(label, effect ?? "plants no effect", label.length + 2, width);
    return [first.replace(number, paint(found < wanted ? "red" : "green", number)), ...rest];
  });
  const sum =
    weak.length === 0
      ? `${count(laws.length, "law")}: each finds its smallest effect in ${wanted} of ${settings.trials} runs or more.`
      : `${weak.length} of ${count(laws.length, "law")} find their smallest effect in fewer than ${wanted} of ${settings.trials} runs.`;
  return [
    ...heading(
      `The smallest effect of each statistical law, planted in the reference: found in how many of ${settings.trials} runs; stated for ${100 * power} %`,
      style,
    ),
    ...rows,
    "",
    ...section("Faults of the harness itself", harnessFaultLines(report.harnessFaults, style), style),
    ...lines("", sum, 0, width).map((line) => paint(weak.length === 0 ? "green" : "red", line)),
    "",
  ].join("\n");
}
