import type { Implementation, OperationParams, OperationResults, Outcome } from "../implementation.ts";
import { ok, typedCall } from "../outcome.ts";
import { isObject } from "../schemas/expect.ts";
import type { OperationName } from "../vocabulary.ts";
import { identical } from "./identical.ts";
import { knowingReference } from "./known-answers.ts";

/** Parameters as they came, whatever they are. */
export type RawParams = Readonly<Record<string, unknown>>;

/**
 * An implementation, the reference by default, with parameters that are changed before it sees them; the
 * change gets objects alone.
 */
export function amended(
  change: (params: RawParams, operation: string) => unknown,
  inner: Implementation = knowingReference(),
): Implementation {
  const { capabilities, callRaw } = inner;
  const call: Implementation["callRaw"] = (operation, params) => {
    if (!isObject(params)) return callRaw(operation, params);
    const changed = change(params, operation);
    // What has not changed goes on as it came: then its answer may be known.
    return callRaw(operation, identical(changed, params) ? params : changed);
  };
  return { capabilities, call: typedCall(call), callRaw: call };
}

/** An implementation, the reference by default, whose outcomes are changed. */
export function answered(
  change: (outcome: Outcome<unknown>, operation: string, params: unknown) => Outcome<unknown>,
  inner: Implementation = knowingReference(),
): Implementation {
  const call: Implementation["callRaw"] = async (operation, params) =>
    change(await inner.callRaw(operation, params), operation, params);
  return { capabilities: inner.capabilities, call: typedCall(call), callRaw: call };
}

/** The reference, but for one operation that another implementation answers. */
export function onlyIn(operation: OperationName, other: Implementation): Implementation {
  const { capabilities, callRaw } = knowingReference();
  const call: Implementation["callRaw"] = (asked, params) =>
    (asked === operation ? other.callRaw : callRaw)(asked, params);
  return { capabilities, call: typedCall(call), callRaw: call };
}

/** An implementation, the reference by default, with another result of one operation. */
export function resulting<O extends OperationName>(
  operation: O,
  change: (result: OperationResults[O], params: OperationParams[O]) => OperationResults[O],
  inner?: Implementation,
): Implementation {
  return answered(
    (outcome, asked, params) =>
      asked === operation && outcome.outcome === "ok"
        ? ok(change(outcome.result as OperationResults[O], params as OperationParams[O]))
        : outcome,
    inner,
  );
}

/** Members that hold text, options or a switch: everything else of the parameters is made of numbers. */
const NO_NUMBERS = new Set(["seed", "rule", "channel", "layout", "options", "view", "hardening", "harness"]);

/** Parameters with every value in a place of numbers changed, except under the keys of `but`. */
export function mapNumbers(
  params: RawParams,
  change: (value: unknown) => unknown,
  but: readonly string[] = [],
): RawParams {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    return isObject(value) ? mapNumbers(value, change, but) : change(value);
  };
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      NO_NUMBERS.has(key) || but.includes(key) ? value : visit(value),
    ]),
  );
}

/** One member changed where it is there and passes a test. */
export function amendedMember<T>(
  name: string,
  test: (value: unknown) => value is T,
  change: (value: T, params: RawParams) => unknown,
): Implementation {
  return amended((params) => {
    const value = params[name];
    return test(value) ? { ...params, [name]: change(value, params) } : params;
  });
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

export function isString(value: unknown): value is string {
  return typeof value === "string";
}

/** True for an array of numbers; of any numbers, and of none. */
export function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isNumber);
}

/** True for an array of arrays of numbers. */
export function isRows(value: unknown): value is readonly (readonly number[])[] {
  return Array.isArray(value) && value.every(isNumbers);
}
