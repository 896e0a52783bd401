import { checkName, checkProbability } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";

/** Noise that acts after every CNOT; see `channel.ts` for each definition. */
export const CHANNEL_NAMES = [
  "none",
  "depolarizing2",
  "depolarizing1x2",
  "bit-flip",
  "dephasing",
  "over-rotation",
] as const;

export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** The order of the CNOTs: `chain` is CNOT(i, i+1), `star` is CNOT(0, i). */
export const LAYOUTS = ["chain", "star"] as const;

export type Layout = (typeof LAYOUTS)[number];

/** A CNOT cascade and what goes wrong in it: `probability` in [0, 1] is the channel's parameter. */
export interface GateNoise {
  readonly channel: ChannelName;
  readonly layout: Layout;
  readonly probability: number;
}

/** Classical errors of reading a qubit: the chance that a 0 reads as 1 and that a 1 reads as 0. */
export interface ReadoutError {
  readonly zeroToOne: number;
  readonly oneToZero: number;
}

export const NO_READOUT_ERROR: ReadoutError = { zeroToOne: 0, oneToZero: 0 };

/** A cascade without any error. */
export function noiseless(layout: Layout = "chain"): GateNoise {
  return { channel: "none", layout, probability: 0 };
}

/**
 * Checks the noise of a decoding, which undoes a preparation in its own layout.
 *
 * @throws TypeError, RangeError as {@link checkGateNoise}, and for another layout
 */
export function checkDecodingNoise(name: string, decoding: GateNoise, preparation: GateNoise): void {
  checkGateNoise(name, decoding);
  if (decoding.layout !== preparation.layout) {
    throw rangeRefusal(`${name}.layout`, `${preparation.layout}, as in the preparation`, decoding.layout);
  }
}

/** Checks both errors of reading. @throws TypeError, RangeError for a number outside [0, 1]. */
export function checkReadoutError(name: string, error: ReadoutError): void {
  checkProbability(`${name}.zeroToOne`, error.zeroToOne);
  checkProbability(`${name}.oneToZero`, error.oneToZero);
}

/** Checks a cascade's noise. @throws TypeError, RangeError for an unknown name or a probability outside [0, 1]. */
export function checkGateNoise(name: string, noise: GateNoise): void {
  checkName(`${name}.channel`, noise.channel, CHANNEL_NAMES);
  checkName(`${name}.layout`, noise.layout, LAYOUTS);
  checkProbability(`${name}.probability`, noise.probability);
}
