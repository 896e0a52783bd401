import type { HardeningReport } from "../campaign/hardening/report.ts";
import type { LeakageReport } from "../campaign/leakage/report.ts";
import type { AttackReport } from "../campaign/report.ts";

/** Significant digits of what was measured: more would be noise of the processor. */
const DIGITS = 6;

/** What somebody asked for stays as it was said. */
const ASKED: ReadonlySet<string> = new Set([
  "made",
  "plan",
  "source",
  "cell",
  "curve",
  "setting",
  "adversaryOptions",
  "ruleOptions",
  "scene",
  "switches",
  "options",
  "confidence",
  "errorBudget",
]);

/** A value with its measured numbers rounded. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, ASKED.has(key) ? (inner as unknown) : rounded(inner)]),
  );
}

/** A report of `cqsa attack` as JSON, a line for each cell and each entry of a table: there can be thousands. */
export function attackJson(report: AttackReport | HardeningReport | LeakageReport): string {
  const fields = Object.entries(rounded(report) as Record<string, unknown>).map(([key, value]) => {
    const text =
      Array.isArray(value) && value.length > 0
        ? `[\n${value.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`
        : JSON.stringify(value);
    return `  ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${fields.join(",\n")}\n}\n`;
}
