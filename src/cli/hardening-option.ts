import type { Option } from "commander";
import { textOption } from "./options.ts";

/** `--hardening`: measures beyond the plain profile. */
export function hardeningOption(): Option {
  return textOption(
    "--hardening <list>",
    "measures of the hardened profile: none, all, or names like guard-band:factor=2",
  ).default("none", "none");
}
