import { rangeRefusal } from "../../base/refusal.ts";
import { parseNamedOptions } from "../named-options.ts";
import { ALL_SWITCHES, completeProfile } from "./measures.ts";

const SUBJECT = "hardening";

/**
 * Reads switches of the hardened profile: `none`, `all`, names of measures with their parameters, or `all` and then the
 * parameters of some.
 *
 * @returns by name `true` or parameters, as `completeProfile` takes them
 * @throws TypeError or RangeError for a text of another form, an unknown name or parameter, a measure that is named
 *   twice, a value out of range, and measures that contradict each other
 * @example parseHardening("guard-band:factor=2,commit-reveal") // { "guard-band": { factor: 2 }, "commit-reveal": true }
 */
export function parseHardening(text: string): Readonly<Record<string, unknown>> {
  const named = parseNamedOptions(SUBJECT, text);
  const plain = named.find(({ name }) => name === "none");
  if (plain !== undefined) {
    if (named.length > 1 || Object.keys(plain.options).length > 0) {
      throw rangeRefusal(SUBJECT, "none by itself, all, or names of measures", text);
    }
    return {};
  }
  const switches: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const { name, options } of named) {
    if (seen.has(name)) throw rangeRefusal(SUBJECT, `${name} once`, text);
    seen.add(name);
    if (name !== "all") {
      switches[name] = Object.keys(options).length > 0 ? options : true;
      continue;
    }
    if (seen.size > 1 || Object.keys(options).length > 0) {
      throw rangeRefusal(SUBJECT, "all first, and parameters after the names of measures", text);
    }
    Object.assign(switches, ALL_SWITCHES);
  }
  completeProfile(switches);
  return switches;
}
