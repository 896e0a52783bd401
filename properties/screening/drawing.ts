import type { Capabilities } from "../../src/implementation/implementation.ts";
import { screenedRules } from "../arbitraries/screenings.ts";

/** Five inputs in buckets of two: three buckets. */
export const INPUTS = 5;
export const SIZE = 2;

/** Whether `dnc` can be told to look at fewer coordinates than there are. */
export function takesDnc({ rules = {}, limits }: Capabilities): boolean {
  const enough = (limits?.clients ?? Infinity) >= INPUTS && (limits?.coordinates ?? Infinity) >= 2;
  return enough && rules["dnc"]?.includes("subsample") === true;
}

/** Rules behind drawn buckets whose answers the buckets decide. */
export function bucketed(capabilities: Capabilities): string[] {
  if ((capabilities.limits?.clients ?? Infinity) < INPUTS) return [];
  return screenedRules(capabilities)
    .filter(({ rule }) => rule !== "dnc" && capabilities.rules![rule]!.includes("preAggregators"))
    .map(({ rule }) => rule);
}

/** Why nothing that draws can be asked; undefined: something can. */
export function drawingMissing(capabilities: Capabilities): string | undefined {
  return takesDnc(capabilities) || bucketed(capabilities).length > 0
    ? undefined
    : "neither a subsample of dnc nor buckets can be asked";
}
