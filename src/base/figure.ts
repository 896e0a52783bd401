/**
 * A number as text for people: `digits` significant digits, without trailing zeros.
 *
 * @example figure(0.98937594, 4) // "0.9894"
 * @example figure(1.2e-13, 4) // "1.2e-13"
 */
export function figure(value: number, digits = 4): string {
  return String(Number(value.toPrecision(digits)));
}

/** Like {@link figure}, with what is only rounding (below 1e-12) shown as 0. */
export function roundedFigure(value: number, digits = 4): string {
  return Math.abs(value) < 1e-12 ? "0" : figure(value, digits);
}

/** A share as a percentage: `percent(0.125)` is "12.5 %". */
export function percent(share: number, digits = 3): string {
  return `${figure(100 * share, digits)} %`;
}
