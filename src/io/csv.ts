import { CsvError, parse } from "csv-parse/sync";
import { dataError } from "../base/data-error.ts";
import { describe } from "../base/refusal.ts";

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** What is meant as a number, if badly: a slip such as `1.O` in the first line must not make it a header. */
const LIKE_NUMBER = /^[+-]?\.?\d|^[+-]?(?:nan|inf|infinity)$/i;

/** "1 field", "2 fields". */
export function fieldCount(fields: readonly string[]): string {
  return fields.length === 1 ? "1 field" : `${fields.length} fields`;
}

/** True for a field written as a decimal number; not for `nan`, `inf`, hexadecimal or an empty field. */
export function isNumeric(field: string): boolean {
  return NUMBER.test(field);
}

/** True for a first line that names columns: no field is empty, starts like a number, or is `nan` or `inf`. */
export function isHeader(fields: readonly string[]): boolean {
  return fields.every((field) => field !== "" && !LIKE_NUMBER.test(field));
}

/**
 * A field's number.
 *
 * @param line of the file, from 1
 * @param index of the field, from 0 (messages count from 1)
 * @throws a data error if it is no finite decimal number
 */
export function numberOf(source: string, line: number, fields: readonly string[], index: number): number {
  const field = fields[index]!;
  const where = `line ${line}: field ${index + 1}`;
  if (field === "") throw dataError(source, `${where} is empty`);
  const value = isNumeric(field) ? Number(field) : Number.NaN;
  if (!Number.isFinite(value)) throw dataError(source, `${where} is not a finite number: ${describe(field)}`);
  return value;
}

/**
 * Hands the lines of a comma-separated file to `onLine` one after another, so that their texts are never
 * all in memory. Fields are trimmed and may be quoted; lines end with LF, CRLF or CR. Empty lines may
 * stand at the end only.
 *
 * @param onLine gets the fields and the number of the line, from 1; what it throws comes out
 * @throws a data error for an empty line before the last, and for broken quotes
 */
export function forEachLine(
  source: string,
  bytes: Uint8Array,
  onLine: (fields: readonly string[], line: number) => void,
): void {
  let emptyLine: number | undefined;
  const onRecord = (fields: string[], line: number): null => {
    if (fields.length === 1 && fields[0] === "") {
      emptyLine ??= line;
    } else {
      if (emptyLine !== undefined) throw dataError(source, `line ${emptyLine} is empty`);
      onLine(fields, line);
    }
    return null;
  };
  try {
    parse(bytes, {
      bom: true,
      trim: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      // The caller compares lengths: its message can say more than the parser's.
      relax_column_count: true,
      on_record: (record: unknown, context) => onRecord(record as string[], context.lines),
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = error["lines"];
    throw dataError(
      source,
      `${typeof line === "number" ? `line ${line}: ` : ""}broken quotes (${error.code})`,
    );
  }
}
