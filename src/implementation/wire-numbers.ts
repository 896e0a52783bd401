import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { rangeRefusal } from "../base/refusal.ts";

/** A vector of the wire as the library takes it. */
export function toVector(values: readonly number[]): Float64Array {
  return new Float64Array(values);
}

/** Rows of the wire, already known to be of one length, as the library takes them. */
export function toMatrix(rows: readonly (readonly number[])[]): Matrix {
  const matrix = zeros(rows.length, rows[0]?.length ?? 0);
  for (const [r, row] of rows.entries()) matrix.data.set(row, r * matrix.columns);
  return matrix;
}

/**
 * A number of a result, with −0 written as 0.
 *
 * @throws RangeError if it is not finite: such a result is refused
 */
export function fromNumber(name: string, value: number): number {
  if (!Number.isFinite(value)) throw rangeRefusal(name, "parameters whose result is finite", value);
  // The sum turns −0 into 0 and leaves every other number alone.
  return value + 0;
}

/** A vector of a result; see {@link fromNumber}. */
export function fromVector(name: string, vector: ArrayLike<number>): number[] {
  const values: number[] = [];
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i]!;
    values.push(Number.isFinite(value) ? value + 0 : fromNumber(`${name}[${i}]`, value));
  }
  return values;
}

/** Vectors of a result, null where there is none. */
export function fromVectors(
  name: string,
  vectors: readonly (ArrayLike<number> | null)[],
): (number[] | null)[] {
  return vectors.map((vector, i) => (vector === null ? null : fromVector(`${name}[${i}]`, vector)));
}

function hasNonFinite(value: unknown): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (hasNonFinite(value[i])) return true;
    return false;
  }
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasNonFinite);
  return false;
}

/**
 * JSON text of a value, non-finite numbers as the strings "NaN", "Infinity" and "-Infinity".
 *
 * @returns undefined for what JSON has no text for
 */
export function wireText(value: unknown): string | undefined {
  // A replacer slows big arrays down several times, and hardly a message needs it.
  if (!hasNonFinite(value)) return JSON.stringify(value);
  return JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === "number" && !Number.isFinite(entry) ? String(entry) : entry,
  );
}
