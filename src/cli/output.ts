import { styleText } from "node:util";
import { fileError } from "../io/read-bytes.ts";
import type { Paint } from "../report/audit-text.ts";
import type { Host, Output } from "./host.ts";

/** Errors of an output whose reader has gone, as that of `cqsa list laws | head -1` has. */
const READER_GONE: ReadonlySet<string | undefined> = new Set(["EPIPE", "ERR_STREAM_DESTROYED"]);

/**
 * Writes a result to standard output. Resolves when it is out of our hands; also when its reader has gone, which
 * is that reader's choice and no fault.
 *
 * @throws a data error if the output can't take it, such as a file on a full disk
 */
export function print({ stdout }: Host, text: string): Promise<void> {
  return new Promise((resolve, fail) => {
    stdout.write(text, (error?: NodeJS.ErrnoException | null) => {
      if (error && !READER_GONE.has(error.code)) fail(fileError("standard output", error));
      else resolve();
    });
  });
}

/** Tells people something in one line on standard error. */
export function tell({ stderr }: Host, text: string): void {
  stderr.write(`${text.trim().replaceAll(/\s*\n\s*/g, " ")}\n`);
}

/** True if lines may be overwritten: a terminal that knows how. */
export function canRedraw({ isTTY }: Output, { env }: Host): boolean {
  return isTTY === true && env["TERM"] !== "dumb";
}

/** Whether to colour: FORCE_COLOR decides, then NO_COLOR, then whether it is a terminal. */
function hasColours(output: Output, host: Host): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused } = host.env;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (refused !== undefined && refused !== "") return false;
  return canRedraw(output, host);
}

/** Marks up words for that output; undefined where colours are not wanted. */
export function paintFor(output: Output, host: Host): Paint | undefined {
  if (!hasColours(output, host)) return undefined;
  return (style, text) => styleText(style, text, { validateStream: false });
}

/** The width of a terminal in columns; undefined for anything else. */
export function widthOf({ isTTY, columns }: Output): number | undefined {
  // Some terminals say that they are 0 wide.
  return isTTY === true ? columns || 80 : undefined;
}
