import type { Matrix } from "../src/base/matrix.ts";
import type { RandomStream } from "../src/base/random.ts";
import type { Description, OptionValues } from "./adversary.ts";
import type { Inference } from "./inference.ts";

/** Masked vectors as they arrive, round by round: n × d integers in [0, 2^b). */
export interface MaskedView {
  readonly clients: number;
  readonly modulusBits: number;
  readonly masked: readonly Matrix[];
}

/** A view that also has what everyone but one client holds. */
export interface PooledView extends MaskedView {
  readonly victim: number;
  /** By round: the integers of all clients, 0 for the victim's. */
  readonly integers: readonly Matrix[];
}

/** What a masking party looks at. */
export interface MaskingViews {
  readonly masked: MaskedView;
  readonly pooled: PooledView;
}

/** Where a masking party acts. What is absent stays honest. */
export interface MaskingActs<View> {
  /** True: the second round is masked by the first one's pads. */
  readonly reusesPads?: boolean;
  /** What arrives in place of one client's masked vector. */
  readonly carries?: (masked: Float64Array, modulus: number, rng: RandomStream) => Float64Array;
  /** How many of the clients send nothing. */
  readonly missing?: number;
  /** Keys that arrive in the time of a round, as a share of what its pads need. */
  readonly keyRate?: number;
  readonly observe: (view: View, rng: RandomStream) => Inference;
}

/** Whoever attacks masked sums (QuNetQFL): `sees` decides what it is shown. */
export interface MaskingAdversaryOf<S extends keyof MaskingViews> extends Description {
  readonly role: "masking";
  readonly sees: S;
  readonly make: (options: OptionValues) => MaskingActs<MaskingViews[S]>;
}

export type MaskingAdversary = MaskingAdversaryOf<"masked"> | MaskingAdversaryOf<"pooled">;
