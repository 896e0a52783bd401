import { figure } from "../../src/base/figure.ts";

/** How well weights are read, by the largest error as a share of the bound. */
export function offByText(error: number): string {
  return error === 0 ? "exactly" : `to within ${figure(error, 2)} of the bound`;
}
