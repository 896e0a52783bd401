import { figure } from "./figure.ts";

/** A number to so many significant digits, rounded down (−1) or up (1). */
function rounded(value: number, digits: number, direction: -1 | 1): string {
  const nearest = Number(value.toPrecision(digits));
  if (direction * nearest >= direction * value) return String(nearest);
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) + 1 - digits);
  return figure(nearest + direction * step, digits);
}

/**
 * A measured value with its interval, whose ends are rounded outwards.
 *
 * @example intervalText({ value: 0.5, lower: 0.418, upper: 0.582 }, 2) // "0.5 [0.41, 0.59]"
 */
export function intervalText(
  { value, lower, upper }: { readonly value: number; readonly lower: number; readonly upper: number },
  digits = 3,
): string {
  return `${figure(value, digits)} [${rounded(lower, digits, -1)}, ${rounded(upper, digits, 1)}]`;
}
