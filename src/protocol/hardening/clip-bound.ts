import type { Matrix } from "../../base/matrix.ts";

/**
 * What clients do where the bound is a public number: each weight beyond it becomes the bound. Nobody reports its own
 * largest weight, which the exchange of CQSA §4 tells the server.
 *
 * @param bound above 0
 */
export function clipUpdates(updates: Matrix, bound: number): Matrix {
  return { ...updates, data: updates.data.map((weight) => Math.max(-bound, Math.min(bound, weight))) };
}
