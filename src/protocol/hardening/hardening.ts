import { completeSwitches } from "../../base/switches.ts";
import type { Parameters } from "../../base/switches.ts";
import { rangeRefusal } from "../../base/refusal.ts";

/** Parameters of a check that may flag honest clusters now and then. */
interface Alarm {
  /** The most probable false alarm: the chance that the check flags one honest cluster in one round. */
  readonly falseAlarm: number;
}

/** Where in a sequence of rounds this one stands. */
interface InSequence {
  /** t ≥ 0: how many rounds came before. */
  readonly round: number;
  /** What the partitions of the sequence follow from, in place of the round's own randomness. */
  readonly seed: string;
}

/** The measures of the hardened profile that are switched on, each with its parameters. Nothing: the plain profile. */
export interface Hardening {
  /** A public bound: clients clip to it, and none reports its own. */
  readonly "clip-bound"?: {
    /** In weights, above 0. */
    readonly bound: number;
  };
  /** The scale leaves room at ±π, which no honest sum reaches: a sum in that band is flagged. */
  readonly "guard-band"?: Alarm & {
    /** How much smaller the scale is, at least 1. */
    readonly factor: number;
  };
  /** Balanced clusters, or no round. */
  readonly "balanced-clusters"?: {
    /** The fewest members of a cluster. */
    readonly least: number;
  };
  /** Clusters that stay together. */
  readonly "stable-clusters"?: InSequence & {
    /** E: rounds with the same clusters, at least 1. */
    readonly rounds: number;
  };
  /** A new partition a round, up to a number of them; then the last one stays. */
  readonly "reshuffle-budget"?: InSequence & {
    /** T_max: partitions altogether, at least 1. */
    readonly partitions: number;
  };
  /** Everyone has a share in the partition's draws, which was committed to before any was seen. */
  readonly "commit-reveal"?: Readonly<Record<string, never>>;
  /** Secret test states that clients measure themselves. */
  readonly "verification-rounds"?: Alarm & {
    /** Test states of each cluster in a round. */
    readonly states: number;
  };
  /** A cluster whose visibility is below that of an honest one is flagged. */
  readonly "visibility-floor"?: Alarm;
  /** A cluster is flagged whose other decoded qubits are not 0 more often than noise explains. */
  readonly "residue-parity"?: Alarm;
  /** Normal noise on every weight, added by the client itself. */
  readonly "local-noise"?: {
    /** Its standard deviation over the clip bound, above 0. */
    readonly ratio: number;
    /** δ of the (ε, δ) that it is stated for. */
    readonly delta: number;
  };
}

export type MeasureName = keyof Hardening;

const falseAlarm = {
  kind: "number",
  default: 1e-3,
  min: 1e-12,
  max: 0.5,
  meaning: "the most probable false alarm a cluster and round",
} as const;

const inSequence = {
  round: { kind: "number", default: 0, min: 0, integer: true, meaning: "rounds that came before" },
  seed: { kind: "text", default: "clusters", meaning: "what the partitions of all rounds follow from" },
} as const;

/** The parameters of each measure. */
export const HARDENING_PARAMETERS: Readonly<Record<MeasureName, Parameters>> = {
  "clip-bound": {
    bound: { kind: "number", default: 1, min: Number.MIN_VALUE, meaning: "the public bound, in weights" },
  },
  "guard-band": {
    factor: { kind: "number", default: 1.25, min: 1, max: 1e6, meaning: "by how much the scale is smaller" },
    falseAlarm,
  },
  "balanced-clusters": {
    least: { kind: "number", default: 3, min: 1, integer: true, meaning: "the fewest members of a cluster" },
  },
  "stable-clusters": {
    rounds: { kind: "number", default: 10, min: 1, integer: true, meaning: "rounds with the same clusters" },
    ...inSequence,
  },
  "reshuffle-budget": {
    partitions: { kind: "number", default: 3, min: 1, integer: true, meaning: "partitions altogether" },
    ...inSequence,
  },
  "commit-reveal": {},
  "verification-rounds": {
    states: {
      kind: "number",
      default: 64,
      min: 1,
      max: 1e6,
      integer: true,
      meaning: "test states a cluster",
    },
    falseAlarm,
  },
  "visibility-floor": { falseAlarm },
  "residue-parity": { falseAlarm },
  "local-noise": {
    ratio: {
      kind: "number",
      default: 0.1,
      min: Number.MIN_VALUE,
      max: 1e6,
      meaning: "standard deviation over the clip bound",
    },
    delta: { kind: "number", default: 1e-5, min: 1e-300, max: 0.5, meaning: "δ" },
  },
};

/**
 * The hardened profile that some switches stand for.
 *
 * @param given by name of a measure: `true` for its defaults, an object of its parameters, or `false`
 * @throws TypeError or RangeError for an unknown name or parameter, a value out of range, and measures that contradict
 *   each other: two plans for the partitions of a sequence, or local noise without the clip bound that it is scaled by
 * @example completeHardening({ "guard-band": { factor: 2 } })["guard-band"] // { factor: 2, falseAlarm: 0.001 }
 */
export function completeHardening(given: Readonly<Record<string, unknown>>): Hardening {
  const hardening = completeSwitches("hardening", HARDENING_PARAMETERS, given) as Hardening;
  if (hardening["stable-clusters"] && hardening["reshuffle-budget"]) {
    throw rangeRefusal(
      "hardening",
      "stable-clusters or reshuffle-budget, as each sets the partitions",
      "both",
    );
  }
  if (hardening["local-noise"] && !hardening["clip-bound"]) {
    throw rangeRefusal("hardening", "clip-bound beside local-noise, which is scaled by it", "local-noise");
  }
  return hardening;
}

/** All measures that go together, with their defaults: all but the reshuffle budget, for which stable clusters stand. */
export const ALL_HARDENING: Hardening = completeHardening(
  Object.fromEntries(Object.keys(HARDENING_PARAMETERS).map((name) => [name, name !== "reshuffle-budget"])),
);
