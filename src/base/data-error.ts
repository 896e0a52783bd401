/**
 * Data errors: what is wrong with a file that a user gave. Marked like the refusals of `refusal.ts`, so that the
 * command line can tell them (one line, exit status 65) from a fault of its own.
 */

const dataErrors = new WeakSet<Error>();

/**
 * A bad input file, in one line.
 *
 * @param source the file's name as the user wrote it
 * @param problem what is wrong, with the place; control characters and line breaks become spaces
 * @example dataError("u.csv", "line 3: field 2 is empty").message // u.csv: line 3: field 2 is empty
 */
export function dataError(source: string, problem: string): Error {
  const error = new Error(`${source}: ${problem}`.replaceAll(/\p{Cc}+/gu, " "));
  dataErrors.add(error);
  return error;
}

/** True for an error made by {@link dataError}. */
export function isDataError(error: unknown): error is Error {
  return error instanceof Error && dataErrors.has(error);
}
