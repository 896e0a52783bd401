import { completeSwitches } from "../base/switches.ts";
import type { Parameters } from "../base/switches.ts";

/** Measures beyond QuNetQFL's pairwise pads that are switched on. Nothing: as the paper has it. */
export interface MaskingHardening {
  /** A modulus that holds the sum: q + ⌈log₂ N⌉ bits or one less, in place of q. */
  readonly "wide-modulus"?: Readonly<Record<string, never>>;
  /** Key bits are written off once they were used. */
  readonly "key-ledger"?: Readonly<Record<string, never>>;
  /** A tag on each masked vector, under a key of its own. */
  readonly authentication?: Readonly<Record<string, never>>;
  /** What masks a client is shared among all others, so that some of them can take it out of a sum. */
  readonly "shared-masks"?: {
    /** The share of the clients that it takes, above ½ and at most 1. */
    readonly threshold: number;
  };
}

/** The parameters of each measure. */
export const MASKING_PARAMETERS: Readonly<Record<keyof MaskingHardening, Parameters>> = {
  "wide-modulus": {},
  "key-ledger": {},
  authentication: {},
  "shared-masks": {
    threshold: {
      kind: "number",
      default: 0.6,
      min: 0.5,
      max: 1,
      meaning: "the share of clients that it takes",
    },
  },
};

/**
 * The measures that some switches stand for.
 *
 * @throws TypeError or RangeError for an unknown name or parameter, or a value out of range
 */
export function completeMaskingHardening(given: Readonly<Record<string, unknown>>): MaskingHardening {
  return completeSwitches("hardening", MASKING_PARAMETERS, given);
}
