import type { Matrix } from "../src/base/matrix.ts";
import { columnDeviations, columnMeans } from "./columns.ts";

/** The directions in which min-max and min-sum push. */
export const PERTURBATIONS = ["unit", "sign", "std"] as const;

/** p: the mean at length 1, its signs, or the standard deviations (Shejwalkar & Houmansadr 2021, §4). */
export function perturbation(kind: string, honest: Matrix): Float64Array {
  const mean = columnMeans(honest);
  if (kind === "std") return columnDeviations(honest, 1);
  if (kind === "sign") return mean.map(Math.sign);
  const norm = Math.hypot(...mean);
  return norm === 0 ? mean : mean.map((value) => value / norm);
}
