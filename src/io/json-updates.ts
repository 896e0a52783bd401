import { dataError } from "../base/data-error.ts";
import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { describe } from "../base/refusal.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { parseJson } from "./parse-json.ts";
import { decodeText } from "./read-bytes.ts";

function updatesOf(source: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (!Object.hasOwn(value, "updates")) throw dataError(source, `has no "updates"`);
  return (value as { readonly updates: unknown }).updates;
}

/** Checks a non-empty array, of `length` entries if that is given. */
function arrayOf(source: string, place: string, value: unknown, length?: number): readonly unknown[] {
  if (!Array.isArray(value)) throw dataError(source, `${place}: expected an array, got ${describe(value)}`);
  if (value.length === 0) throw dataError(source, `${place}: is empty`);
  if (length !== undefined && value.length !== length) {
    throw dataError(source, `${place}: has ${value.length} entries, those before it have ${length}`);
  }
  return value;
}

interface Shape {
  readonly rows: number;
  readonly columns: number;
}

function matrixFromJson(source: string, place: string, value: unknown, shape?: Shape): Matrix {
  const rows = arrayOf(source, place, value, shape?.rows);
  const columns = shape?.columns ?? arrayOf(source, `${place}[0]`, rows[0]).length;
  const matrix = zeros(rows.length, columns);
  for (const [r, row] of rows.entries()) {
    const entries = arrayOf(source, `${place}[${r}]`, row, columns);
    for (let c = 0; c < columns; c++) {
      const entry = entries[c];
      if (typeof entry !== "number" || !Number.isFinite(entry)) {
        throw dataError(source, `${place}[${r}][${c}]: expected a finite number, got ${describe(entry)}`);
      }
      matrix.data[r * columns + c] = entry;
    }
  }
  return matrix;
}

/**
 * Parses model updates from JSON: `number[N][d]` (one round) or `number[T][N][d]`, bare or as the member
 * `updates` of an object. Places in messages are paths such as `updates[2][3]`, counted from 0.
 *
 * @param source the file's name, for messages
 * @throws a data error that names the place of the first fault
 */
export function parseJsonUpdates(source: string, bytes: Uint8Array): UpdateRounds {
  const updates = arrayOf(source, "updates", updatesOf(source, parseJson(source, decodeText(source, bytes))));
  const first = arrayOf(source, "updates[0]", updates[0]);
  if (!Array.isArray(first[0])) return [matrixFromJson(source, "updates", updates)];
  const rounds: Matrix[] = [];
  for (const [t, round] of updates.entries()) {
    rounds.push(matrixFromJson(source, `updates[${t}]`, round, rounds[0]));
  }
  return rounds;
}
