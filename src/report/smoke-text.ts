import type { SmokeCheck } from "../conformance/smoke.ts";
import type { Paint } from "./audit-text.ts";
import { lines } from "./failure-text.ts";

const STYLE = { pass: "green", fail: "red", skipped: "dim" } as const;
const VERDICT_WIDTH = 9;

/** What it comes to, and what to do next. */
function lastLine(checks: readonly SmokeCheck[]): string {
  const failed = checks.filter(({ verdict }) => verdict === "fail");
  if (failed.length === 0) return "The adapter works. Test the implementation behind it: cqsa verify.";
  if (failed.some(({ layer }) => layer === "adapter")) {
    return "The adapter does not keep to the protocol: mend that first. What it computes was not judged.";
  }
  return "The adapter works; the implementation behind it computes something else than the protocol says.";
}

/** The checks of a smoke test, a line each. */
export function smokeText(
  name: string,
  checks: readonly SmokeCheck[],
  { width = 100, paint = (_style, text) => text }: { readonly width?: number; readonly paint?: Paint } = {},
): string {
  const rows = checks.flatMap(({ verdict, name, detail }) => {
    const [first = "", ...rest] = lines(
      `  ${verdict.padEnd(VERDICT_WIDTH)}`,
      detail === "" ? name : `${name}: ${detail}`,
      VERDICT_WIDTH + 3,
      Math.max(60, width),
    );
    return [first.replace(verdict, paint(STYLE[verdict], verdict)), ...rest];
  });
  return [paint("bold", name), ...rows, "", lastLine(checks), ""].join("\n");
}
