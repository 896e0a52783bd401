/**
 * What the protocol knows and this implementation does not offer. Neither a refusal (the request is
 * a valid one) nor a fault (nothing went wrong): whoever serves the library answers it as "unsupported".
 */

const unsupported = new WeakSet<Error>();

/**
 * A request for something known but not offered, or beyond a limit of this implementation.
 *
 * @param name the argument that asks for it
 * @param what what it asks for, as readable text
 * @example unsupportedError("rule", "bulyan").message // "rule" got bulyan, which is not supported
 */
export function unsupportedError(name: string, what: string): RangeError {
  const error = new RangeError(`"${name}" got ${what}, which is not supported`);
  unsupported.add(error);
  return error;
}

/** True for an error made by {@link unsupportedError}. */
export function isUnsupported(error: unknown): error is RangeError {
  return error instanceof Error && unsupported.has(error);
}
