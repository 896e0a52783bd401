import { isRefusal } from "../base/refusal.ts";
import { completeProfile } from "../campaign/hardening/measures.ts";
import { parseHardening } from "../campaign/hardening/parse-hardening.ts";
import type { Hardening } from "../protocol/hardening/hardening.ts";
import { usageError } from "./usage-error.ts";

/**
 * The switches that the option names, of both protocols.
 *
 * @throws a usage error, in one line, for what they are not
 */
export function switchesOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return parseHardening(text);
  } catch (error) {
    if (isRefusal(error))
      throw usageError(
        error.message.replace(/^"hardening\.?([^"]*)"/u, (_, rest: string) =>
          rest === "" ? "--hardening" : `--hardening ${rest}`,
        ),
      );
    throw error;
  }
}

/**
 * The measures of a round that the option names; undefined for none.
 *
 * @throws a usage error, in one line, for what they are not, and where all that it names are for masked sums
 */
export function hardeningOf(text: string): Hardening | undefined {
  const switches = switchesOf(text);
  if (Object.keys(switches).length === 0) return undefined;
  const { round } = completeProfile(switches);
  if (Object.keys(round).length > 0) return round;
  throw usageError(
    `--hardening expected a measure of rounds with clusters, got ${text}, which is for masked sums`,
  );
}
