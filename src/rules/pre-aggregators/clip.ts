import { rowOf } from "../../base/matrix.ts";
import { owned } from "./pre-aggregator.ts";
import type { Mixed } from "./pre-aggregator.ts";

/** x_i·min(1, bound/‖x_i‖); rows within the bound stay as they are, bit for bit. */
export function clipRows(mixed: Mixed, norms: Float64Array, bound: number): Mixed {
  if (norms.every((norm) => norm <= bound)) return mixed;
  const result = owned(mixed);
  for (const [r, norm] of norms.entries()) {
    if (norm <= bound) continue;
    const row = rowOf(result.vectors, r);
    const factor = bound / norm;
    row.set(row.map((value) => value * factor));
  }
  return result;
}
