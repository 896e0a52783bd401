import { isRefusal } from "../base/refusal.ts";
import { isUnsupported } from "../base/unsupported.ts";
import type { Implementation, OperationParams, OperationResults, Outcome } from "./implementation.ts";
import { CODES } from "./vocabulary.ts";
import type { OperationName } from "./vocabulary.ts";

/** The operation's value. */
export function ok<T>(result: T): Outcome<T> {
  return { outcome: "ok", result };
}

/** A refusal that the protocol demands. */
export function reject(message: string): Outcome<never> {
  return { outcome: "reject", message: oneLine(message) };
}

/** Not declared: a whole operation (`methodNotFound`), or an option, rule, channel, layout or limit. */
export function unsupported(
  message: string,
  code: typeof CODES.methodNotFound | typeof CODES.unsupported = CODES.unsupported,
): Outcome<never> {
  return { outcome: "unsupported", message: oneLine(message), code };
}

/** A defect. */
export function fault(message: string): Outcome<never> {
  return { outcome: "fault", message: oneLine(message) };
}

/** A message without line breaks, as it has to fit in one line of a report. */
export function oneLine(message: string): string {
  return message.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, " ");
}

/** The outcome that an exception stands for: a marked refusal, a marked limit, or else a fault. */
export function outcomeOfError(error: unknown): Outcome<never> {
  if (isRefusal(error)) return reject(error.message);
  if (isUnsupported(error)) return unsupported(error.message);
  return fault(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}

/** An implementation's typed `call` on top of its untyped one. */
export function typedCall(callRaw: Implementation["callRaw"]): Implementation["call"] {
  return async <O extends OperationName>(operation: O, params: OperationParams[O]) =>
    (await callRaw(operation, params)) as Outcome<OperationResults[O]>;
}
