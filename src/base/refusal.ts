/**
 * Refusals: what the library throws when a caller breaks a documented precondition.
 *
 * A refusal is an ordinary `TypeError` or `RangeError`, marked so that the code which serves the
 * library to others can tell it from a fault of its own: a refusal is an answer that the protocol
 * demands, any other exception is a defect.
 */

const refusals = new WeakSet<Error>();

/** Renders a received value shortly: strings quoted, arrays with their size, other containers by kind. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  return Object.is(value, -0) ? "-0" : String(value);
}

function mark<E extends Error>(error: E): E {
  refusals.add(error);
  return error;
}

/**
 * A value of the right type outside its range.
 *
 * @example rangeRefusal("clients", "a positive integer", 0).message // "clients" expected a positive integer, got 0
 */
export function rangeRefusal(name: string, expected: string, got: unknown): RangeError {
  return mark(new RangeError(`"${name}" expected ${expected}, got ${describe(got)}`));
}

/** A value of the wrong type. */
export function typeRefusal(name: string, expected: string, got: unknown): TypeError {
  return mark(new TypeError(`"${name}" expected ${expected}, got ${describe(got)}`));
}

/** True for an error made by {@link rangeRefusal} or {@link typeRefusal}. */
export function isRefusal(error: unknown): error is RangeError | TypeError {
  return error instanceof Error && refusals.has(error);
}
