import type { StoredFailure } from "../conformance/failure.ts";
import type { ReplayResult } from "../conformance/replay.ts";
import type { Paint } from "./audit-text.ts";
import { callLines, field, lines, whatLines } from "./failure-text.ts";

const STYLE = { FIXED: "green", "STILL FAILING": "red", ERROR: "yellow" } as const;

/** What became of a stored case: its verdict, and where it still fails, what was expected and received. */
export function replayText(
  failure: StoredFailure,
  result: ReplayResult,
  options: { readonly width?: number; readonly paint?: Paint } = {},
): string {
  const { paint = (_style, text) => text, width = 100 } = options;
  const style = { paint, width: Math.max(60, width) };
  const head = [
    `${paint(STYLE[result.verdict], result.verdict)} ${paint("bold", failure.law)}`,
    ...lines("", failure.sentence, 4, style.width),
    ...lines("", `${result.text}.`, 4, style.width),
  ];
  if (result.verdict !== "STILL FAILING") return [...head, ""].join("\n");
  return [
    ...head,
    "",
    ...whatLines(result.message, style),
    ...field("expected", result.expected, style),
    ...field("received", result.received, style),
    ...(result.received === failure.received ? [] : field("stored", failure.received, style)),
    ...callLines(result.calls, result.received, style),
    "",
  ].join("\n");
}
