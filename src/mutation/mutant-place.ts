import { shortCode } from "../strength/mutant.ts";

/** A position as Stryker reports it: lines and columns from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What tells one mutant from another while the source stays as it is. */
export interface MutantPlace {
  readonly location: { readonly start: Position; readonly end: Position };
  readonly mutatorName: string;
  readonly replacement?: string | undefined;
}

/** Names a mutant. Stryker's own numbers depend on which files are mutated. */
export function keyOf(
  file: string,
  { location: { start, end }, mutatorName, replacement }: MutantPlace,
): string {
  return [
    file,
    `${start.line}:${start.column}-${end.line}:${end.column}`,
    mutatorName,
    shortCode(replacement ?? ""),
  ].join("|");
}
