import type { Matrix } from "../base/matrix.ts";

/**
 * So many samples are taken through the parameters together: each parameter is then read once for all of them, and their
 * sums do not wait for each other. Every sum keeps its order of additions, so that the figures are those of one
 * sample after the other, bit for bit.
 */
export const BLOCK = 4;

/**
 * Writes w_c·x + b_c of some samples for every class: sample by sample.
 *
 * @param rows `BLOCK` samples, the same one as often as one likes
 * @param out `BLOCK` × classes numbers
 */
export function writeBlockLogits(
  parameters: Float64Array,
  { columns, data }: Matrix,
  classes: number,
  rows: Uint32Array,
  out: Float64Array,
): void {
  const first = rows[0]! * columns;
  const second = rows[1]! * columns;
  const third = rows[2]! * columns;
  const fourth = rows[3]! * columns;
  for (let c = 0, at = 0; c < classes; c++) {
    let a = 0;
    let b = 0;
    let x = 0;
    let y = 0;
    for (let f = 0; f < columns; f++) {
      const weight = parameters[at++]!;
      a += weight * data[first + f]!;
      b += weight * data[second + f]!;
      x += weight * data[third + f]!;
      y += weight * data[fourth + f]!;
    }
    const bias = parameters[at++]!;
    out[c] = a + bias;
    out[classes + c] = b + bias;
    out[2 * classes + c] = x + bias;
    out[3 * classes + c] = y + bias;
  }
}

/**
 * Adds r_c·(x, 1)/count of as many samples to a gradient, for every class.
 *
 * @param residuals `BLOCK` × classes numbers: r, sample by sample
 */
export function addBlockGradient(
  gradient: Float64Array,
  { columns, data }: Matrix,
  rows: Uint32Array,
  residuals: Float64Array,
  count: number,
): void {
  const classes = residuals.length / BLOCK;
  const first = rows[0]! * columns;
  const second = rows[1]! * columns;
  const third = rows[2]! * columns;
  const fourth = rows[3]! * columns;
  for (let c = 0, at = 0; c < classes; c++) {
    const a = residuals[c]! / count;
    const b = residuals[classes + c]! / count;
    const x = residuals[2 * classes + c]! / count;
    const y = residuals[3 * classes + c]! / count;
    for (let f = 0; f < columns; f++, at++) {
      gradient[at] =
        gradient[at]! +
        a * data[first + f]! +
        b * data[second + f]! +
        x * data[third + f]! +
        y * data[fourth + f]!;
    }
    gradient[at] = gradient[at]! + a + b + x + y;
    at++;
  }
}
