import type { Option } from "commander";
import { numberOption } from "./options.ts";

/** Seconds that an adapter has for its first answer: an interpreter that loads a simulator takes its time. */
export const START_LIMIT = 60;

/** Seconds that a call may take. */
export const CALL_LIMIT = 30;

/** No answer to a law is near it, and a longer line need not be kept in memory. */
export const MOST_LINE_BYTES: number = 16 * 2 ** 20;

/** The most seconds that a timer can wait. */
const LONGEST = 2_147_483;

/** An option of seconds. */
export function secondsOption(flags: string, text: string): Option {
  return numberOption(flags, text, { from: 0.001, to: LONGEST });
}

/** --call-limit. */
export function callLimitOption(fallback: number): Option {
  return secondsOption("--call-limit <seconds>", "the longest that a call may take").default(fallback);
}
