import type { FidelityResult } from "../../src/implementation/implementation.ts";
import { close, violation } from "../violation.ts";

/** Demands the three figures of a prepared state. @throws a violation that names the first which differs. */
export function qualityMustAgree(
  expected: FidelityResult,
  received: FidelityResult,
  agree: (a: number, b: number) => boolean = close,
): void {
  for (const figure of ["population", "visibility", "fidelity"] as const) {
    if (!agree(expected[figure], received[figure])) {
      throw violation(`${figure} differs`, expected[figure], received[figure]);
    }
  }
}
