/** How a mutant fared. `uncovered`: no law and no test reaches it. `failed`: whatever ran it broke down. */
export const MUTANT_STATUSES = ["killed", "survived", "timed out", "uncovered", "failed"] as const;

export type MutantStatus = (typeof MUTANT_STATUSES)[number];

/** What a review of a mutant goes by: it stays the same when code moves. */
export interface MutantIdentity {
  readonly file: string;
  /** The names around it, from the outside in: `round.aggregates`. */
  readonly name: string;
  readonly original: string;
  readonly replacement: string;
  /** Which one it is, from 1, where one name has several such changes. */
  readonly ordinal: number;
}

/** One small change of the code, and who noticed it. */
export interface Mutant extends MutantIdentity {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly mutator: string;
  readonly status: MutantStatus;
  /** Laws by their ids; unit tests as `file#title`. */
  readonly killedBy: readonly string[];
  /** The clauses and claims whose code it is in. */
  readonly owners: readonly string[];
}

/** Longer texts are cut, and end with a number that tells them apart. */
const MOST_TEXT = 72;
/** The most that the ending of a cut text adds. */
const FINGERPRINT = 10;
const CUT = /… [0-9a-z]{1,7}$/u;

function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** A piece of code on one line, and short; what is so already stays as it is. */
export function shortCode(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= MOST_TEXT + FINGERPRINT && CUT.test(line)) return line;
  return line.length <= MOST_TEXT ? line : `${line.slice(0, MOST_TEXT)}… ${fingerprint(line)}`;
}

/** One text that two mutants share only if they are the same change at the same place. */
export function identityOf({ file, name, original, replacement, ordinal }: MutantIdentity): string {
  return JSON.stringify([file, name, original, replacement, ordinal]);
}

/** Where it is and what it does, on a line. */
export function mutantText({ file, line, column, original, replacement }: Mutant): string {
  return `${file}:${line}:${column}  ${original} → ${replacement === "" ? "(nothing)" : replacement}`;
}
