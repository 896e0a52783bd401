import type { Capabilities } from "../../src/implementation/implementation.ts";
import { roundMissing } from "../arbitraries/rounds.ts";

/** Why no round of the hardened profile can be asked for; undefined: it can. */
export function hardeningMissing(capabilities: Capabilities): string | undefined {
  return capabilities.extensions?.includes("hardening") === true
    ? roundMissing(capabilities)
    : "the extension hardening is not declared";
}

/** The measures of the specification. */
export const MEASURES = [
  "clip-bound",
  "guard-band",
  "balanced-clusters",
  "stable-clusters",
  "reshuffle-budget",
  "commit-reveal",
  "verification-rounds",
  "visibility-floor",
  "residue-parity",
  "local-noise",
] as const;
