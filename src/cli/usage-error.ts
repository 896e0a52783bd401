const usageErrors = new WeakSet<Error>();

/** Wrong usage, in one line: exit status 64. */
export function usageError(message: string): Error {
  const error = new Error(message);
  usageErrors.add(error);
  return error;
}

/** True for an error made by {@link usageError}. */
export function isUsageError(error: unknown): error is Error {
  return error instanceof Error && usageErrors.has(error);
}
