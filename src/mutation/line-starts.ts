import type { Position } from "./mutant-place.ts";

/** The offset at which each line begins. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The offset of a position, whose line and column count from 1. */
export function offsetAt(starts: readonly number[], { line, column }: Position): number {
  return starts[line - 1]! + column - 1;
}
