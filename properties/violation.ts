import type {
  Implementation,
  OperationParams,
  OperationResults,
  Outcome,
} from "../src/implementation/implementation.ts";
import type { OperationName } from "../src/implementation/vocabulary.ts";

/** A broken law, with what a reader needs to see it. */
export interface Violation extends Error {
  readonly expected: string;
  readonly received: string;
}

const violations = new WeakSet<Error>();

/** Makes a violation to be thrown. */
export function violation(message: string, expected: unknown, received: unknown): Violation {
  const error = Object.assign(new Error(message), { expected: show(expected), received: show(received) });
  violations.add(error);
  return error;
}

/** True for an error made by {@link violation}; any other error of a law is a fault of the harness. */
export function isViolation(error: unknown): error is Violation {
  return error instanceof Error && violations.has(error);
}

/** A value on one line, shortened: numbers in full, long arrays by their head. */
export function show(value: unknown): string {
  if (typeof value === "string") return value;
  if (ArrayBuffer.isView(value)) return show(Array.from(value as unknown as ArrayLike<number>));
  const text =
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "number" && !Number.isFinite(inner) ? String(inner) : inner,
    ) ?? String(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}

/** How a call ended, on one line. */
export function describeOutcome(outcome: Outcome<unknown>): string {
  return outcome.outcome === "ok" ? `ok ${show(outcome.result)}` : `${outcome.outcome}: ${outcome.message}`;
}

/** Calls an operation that must succeed. @throws a violation for any other outcome. */
export async function ask<O extends OperationName>(
  implementation: Implementation,
  operation: O,
  params: OperationParams[O],
): Promise<OperationResults[O]> {
  const outcome = await implementation.call(operation, params);
  if (outcome.outcome === "ok") return outcome.result;
  throw violation(`${operation} did not answer`, "a result", describeOutcome(outcome));
}

/** Sends parameters that must be refused. @throws a violation for any other outcome than a rejection. */
export async function mustReject(
  implementation: Implementation,
  operation: string,
  params: unknown,
): Promise<void> {
  const outcome = await implementation.callRaw(operation, params);
  if (outcome.outcome !== "reject") {
    throw violation(`${operation} accepted bad input`, "a rejection (-32602)", describeOutcome(outcome));
  }
}

/** Equality as WIRE-NUM-4 has it: up to 1e-9 of the larger value or up to 1e-12, whichever allows more. */
export function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(1e-12, 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
}

/** {@link close} on the circle: ±π are one point. */
export function closeAngles(a: number, b: number): boolean {
  const distance = Math.abs(a - b) % (2 * Math.PI);
  return Math.min(distance, 2 * Math.PI - distance) <= Math.max(1e-12, 1e-9 * Math.PI);
}

/** Demands vectors of one length with entries that agree. @throws a violation that names the first entry which does not. */
export function mustAgree(
  what: string,
  expected: ArrayLike<number>,
  received: ArrayLike<number>,
  agree: (a: number, b: number) => boolean = close,
): void {
  if (received.length !== expected.length) {
    throw violation(`${what} has another length`, expected.length, received.length);
  }
  for (let i = 0; i < expected.length; i++) {
    if (!agree(expected[i]!, received[i]!)) {
      throw violation(`${what}[${i}] differs`, expected[i], received[i]);
    }
  }
}
