import { rangeRefusal, typeRefusal } from "./refusal.ts";

/** Inclusive limits of a checked number. */
export interface Limits {
  readonly min?: number;
  readonly max?: number;
}

function describeLimits(kind: string, { min, max }: Limits): string {
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`;
  if (min !== undefined) return `${kind} of at least ${min}`;
  if (max !== undefined) return `${kind} of at most ${max}`;
  return kind;
}

function within(value: number, { min = -Infinity, max = Infinity }: Limits): boolean {
  return value >= min && value <= max;
}

/**
 * Checks a finite number within inclusive limits and returns it.
 *
 * @throws TypeError if it is not a number; RangeError if it is not finite or outside the limits.
 */
export function checkNumber(name: string, value: unknown, limits: Limits = {}): number {
  if (typeof value !== "number") throw typeRefusal(name, describeLimits("a number", limits), value);
  if (!Number.isFinite(value) || !within(value, limits)) {
    throw rangeRefusal(name, describeLimits("a finite number", limits), value);
  }
  return value;
}

/**
 * Checks a safe integer within inclusive limits and returns it.
 *
 * @throws TypeError if it is not a number; RangeError if it is not an integer or outside the limits.
 */
export function checkInteger(name: string, value: unknown, limits: Limits = {}): number {
  if (typeof value !== "number") throw typeRefusal(name, describeLimits("an integer", limits), value);
  if (!Number.isSafeInteger(value) || !within(value, limits)) {
    throw rangeRefusal(name, describeLimits("an integer", limits), value);
  }
  return value;
}

/** Checks a probability in [0, 1] and returns it. */
export function checkProbability(name: string, value: unknown): number {
  return checkNumber(name, value, { min: 0, max: 1 });
}

/** Checks that a value is one of the given names and returns it. */
export function checkName<N extends string>(name: string, value: unknown, names: readonly N[]): N {
  const found = names.find((known) => known === value);
  if (found !== undefined) return found;
  const expected = `one of ${names.join(", ")}`;
  throw (typeof value === "string" ? rangeRefusal : typeRefusal)(name, expected, value);
}

/** Checks that a value is an array, plain or typed. @throws TypeError if it is not. */
export function checkArray(name: string, value: unknown): void {
  if (!Array.isArray(value) && !(ArrayBuffer.isView(value) && "length" in value)) {
    throw typeRefusal(name, "an array of numbers", value);
  }
}

/**
 * Checks a non-empty vector of finite numbers.
 *
 * @throws TypeError if it is no array of numbers; RangeError if it is empty or holds a non-finite number.
 */
export function checkVector(name: string, value: ArrayLike<number>): void {
  checkArray(name, value);
  if (value.length === 0) throw rangeRefusal(name, "at least one number", value);
  for (let i = 0; i < value.length; i++) {
    const entry = value[i];
    if (typeof entry !== "number") throw typeRefusal(`${name}[${i}]`, "a number", entry);
    if (!Number.isFinite(entry)) throw rangeRefusal(`${name}[${i}]`, "a finite number", entry);
  }
}
