import type { Matrix } from "../../base/matrix.ts";

/**
 * What clients do where the bound is a public number: each weight beyond it becomes the bound. Nobody reports its own
 * largest weight, which the exchange of CQSA §4 tells the server.
 *
 * @param bound above 0
 * @returns the same matrix where nothing is clipped
 */
export function clipUpdates(updates: Matrix, bound: number): Matrix {
  if (updates.data.every((weight) => Math.abs(weight) <= bound)) return updates;
  return { ...updates, data: updates.data.map((weight) => Math.max(-bound, Math.min(bound, weight))) };
}
