import type { RandomStream } from "../src/base/random.ts";
import type { Axis, QubitOperation } from "../src/quantum/record.ts";
import type { Description, OptionValues } from "./adversary.ts";
import type { Inference } from "./inference.ts";
import type { PublicSetting } from "./server-adversary.ts";

/** What someone on the links of one client sees: its classical messages, and what its own measurements showed. */
export interface LinkOutcomes {
  readonly setting: PublicSetting;
  readonly client: number;
  readonly weightBound: number;
  /** K of the client's scale π/(K·w_max). */
  readonly scaleSize: number;
  /** Means of the ±1 outcomes by coordinate, along each axis that it measured. */
  readonly means: Readonly<Partial<Record<Axis, Float64Array>>>;
}

/** What one who hands over a qubit of its own has seen of it so far, in one coordinate. */
export interface DecoyTally {
  /** Sums of ±1 outcomes, and how many there were. */
  readonly x: number;
  readonly y: number;
  readonly xShots: number;
  readonly yShots: number;
  /** π/K: honest phases are no larger. */
  readonly reach: number;
}

/** What is done to one client's qubits between server and client. */
export type LinkActs = {
  readonly observe: (view: LinkOutcomes, rng: RandomStream) => Inference;
} & (
  | {
      /** It leaves all as it is, and is granted the statistics of the qubit's own state along all three axes. */
      readonly kind: "listen";
    }
  | {
      /** It measures and sends on what it found. */
      readonly kind: "intercept";
      readonly link: "outbound" | "returning";
      readonly operation: Extract<QubitOperation, { readonly kind: "measure" }>;
    }
  | {
      /**
       * It keeps the qubit and gives the client |+⟩, which it measures along x and y in turn when it is back; the kept
       * one it turns by `forwards` of what it has seen, the shot's own outcome included, and returns it.
       */
      readonly kind: "substitute";
      readonly forwards: (seen: DecoyTally) => number;
    }
);

/** An eavesdropper or man in the middle on the links of one client. */
export interface ExternalAdversary extends Description {
  readonly role: "external";
  readonly make: (options: OptionValues) => LinkActs;
}
