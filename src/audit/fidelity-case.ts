import type { FidelityCase } from "./evidence.ts";

/** Within rounding of a tie nothing is gained. */
const TIE = 1 + 1e-12;

/** True where one cluster has no more than the global state. */
export function losesAlone({ cluster, global }: FidelityCase): boolean {
  return cluster <= global * TIE;
}

/** True where all clusters at once have no more than the global state. */
export function losesTogether({ product, global }: FidelityCase): boolean {
  return product <= global * TIE;
}
