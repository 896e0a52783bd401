import { checkName } from "../../base/check.ts";
import { completeMaskingHardening, MASKING_PARAMETERS } from "../../masking/hardening.ts";
import type { MaskingHardening } from "../../masking/hardening.ts";
import { completeHardening, HARDENING_PARAMETERS } from "../../protocol/hardening/hardening.ts";
import type { Hardening, MeasureName } from "../../protocol/hardening/hardening.ts";

/** The measures of both protocols: those of a round with clusters, and those of masked sums. */
export interface Profile {
  readonly round: Hardening;
  readonly masking: MaskingHardening;
}

export type AnyMeasure = MeasureName | keyof MaskingHardening;

export const PLAIN: Profile = { round: {}, masking: {} };

/**
 * The profile of some switches, of both protocols alike.
 *
 * @throws TypeError or RangeError for an unknown name or parameter, a value out of range, and measures that contradict
 *   each other
 */
export function completeProfile(given: Readonly<Record<string, unknown>>): Profile {
  const entries = Object.entries(given);
  for (const [name] of entries) checkName("hardening", name, Object.keys(MEASURES));
  const of = (known: object): Record<string, unknown> =>
    Object.fromEntries(entries.filter(([name]) => Object.hasOwn(known, name)));
  return {
    round: completeHardening(of(HARDENING_PARAMETERS)),
    masking: completeMaskingHardening(of(MASKING_PARAMETERS)),
  };
}

/** Every measure that goes with the others, switched on with its defaults. */
export const ALL_SWITCHES: Readonly<Record<string, true>> = Object.fromEntries(
  [...Object.keys(HARDENING_PARAMETERS), ...Object.keys(MASKING_PARAMETERS)]
    .filter((name) => name !== "reshuffle-budget")
    .map((name) => [name, true]),
);

/** What a measure adds to a round, and whom it is against by clause of the threat model. */
export interface MeasureText {
  readonly adds: string;
  readonly against: readonly string[];
  /** The measures without which it cannot be on. */
  readonly needs?: readonly AnyMeasure[];
}

/** All measures, for a reader. */
export const MEASURES: Readonly<Record<AnyMeasure, MeasureText>> = {
  "clip-bound": {
    adds: "a public bound that clients clip to; the bound reports are left out",
    against: ["THR-SRV-1", "THR-BYZ-2"],
  },
  "guard-band": {
    adds: "a factor in K·w_max; the server flags sums that no honest cluster reaches",
    against: ["THR-BYZ-2"],
  },
  "balanced-clusters": {
    adds: "nothing to a round; rounds with too small clusters are not held",
    against: ["THR-SRV-1"],
  },
  "stable-clusters": {
    adds: "nothing; one partition serves many rounds",
    against: ["THR-SRV-2"],
  },
  "reshuffle-budget": {
    adds: "nothing; after so many partitions the last one stays",
    against: ["THR-SRV-2"],
  },
  "commit-reveal": {
    adds: "a commitment and an opening of every client and the server, in two steps before the partition",
    against: ["THR-SRV-6"],
  },
  "verification-rounds": {
    adds: "secret test states, which clients measure, and the exchange of their outcomes",
    against: ["THR-SRV-5", "THR-LINK-2", "THR-LINK-3"],
  },
  "visibility-floor": {
    adds: "a threshold on what is measured anyway",
    against: ["THR-BYZ-3", "THR-LINK-2"],
  },
  "residue-parity": {
    adds: "the server reads the other decoded qubits",
    against: ["THR-BYZ-3", "THR-LINK-2"],
  },
  "local-noise": {
    adds: "normal noise that each client draws for itself",
    against: ["THR-SRV-1", "THR-SRV-4", "THR-SRV-7"],
    needs: ["clip-bound"],
  },
  "wide-modulus": {
    adds: "nothing to a round; longer residues and pads",
    against: ["QNF-MSK-5"],
  },
  "key-ledger": {
    adds: "a count of used key bits at both ends of a pair",
    against: ["THR-MASK-4"],
  },
  authentication: {
    adds: "a tag of 127 bits on each masked vector, and 254 key bits between client and server",
    against: ["THR-MASK-3"],
  },
  "shared-masks": {
    adds: "a share of its masks from each client to each other one, and shares of the missing ones to the server",
    against: ["THR-MASK-4"],
  },
};
