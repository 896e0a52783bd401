import { checkInteger, checkNumber } from "../base/check.ts";

/** A client in a cluster of Gaussian updates, all variances in units of another member's. */
export interface GaussianSetting {
  /** k ≥ 1. */
  readonly members: number;
  /** ρ > 0: the client's standard deviation; 1 by default. */
  readonly loudness?: number;
  /** j, from 0 to k − 1: members who tell the server their own updates; none by default. */
  readonly colluders?: number;
  /** Variance of the sum's measurement, ≥ 0; exact by default. */
  readonly noise?: number;
}

/**
 * R² of the best estimate of one client's coordinate from its cluster's sum, ρ²/(ρ² + k − 1 − j + ν) with the variance ν
 * of the measurement: 1/k for equal clients (PR-3), 1 for all members but one together.
 *
 * @throws TypeError, RangeError for a setting out of range
 */
export function gaussianR2({ members, loudness = 1, colluders = 0, noise = 0 }: GaussianSetting): number {
  checkInteger("members", members, { min: 1 });
  checkNumber("loudness", loudness, { min: Number.MIN_VALUE });
  checkInteger("colluders", colluders, { min: 0, max: members - 1 });
  checkNumber("noise", noise, { min: 0 });
  return 1 / (1 + (members - 1 - colluders + noise) / loudness ** 2);
}

/**
 * Mutual information, in bits a coordinate and round, of a client's Gaussian update and its cluster's sum:
 * −½·log₂(1 − R²) = ½·log₂(1 + ρ²/(k − 1 − j + ν)), ½·log₂(k/(k − 1)) for equal clients. Infinite where the sum gives
 * the update exactly.
 *
 * @throws as {@link gaussianR2}
 * @example gaussianInformation({ members: 5 }) // 0.16096404744368118
 */
export function gaussianInformation(setting: GaussianSetting): number {
  const r2 = gaussianR2(setting);
  return r2 === 1 ? Infinity : -Math.log1p(-r2) / (2 * Math.LN2);
}
