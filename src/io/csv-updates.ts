import { dataError } from "../base/data-error.ts";
import { matrixFromRows } from "../base/matrix.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { fieldCount, forEachLine, isHeader, numberOf } from "./csv.ts";

/**
 * Parses one round of model updates from comma-separated text: one client a line, one coordinate a field,
 * and a first line of column names if none of its fields is a number.
 *
 * @param source the file's name, for messages
 * @throws a data error with the line for ragged lines, empty or non-numeric fields, and no data
 */
export function parseCsvUpdates(source: string, bytes: Uint8Array): UpdateRounds {
  const rows: Float64Array[] = [];
  let width: number | undefined;
  forEachLine(source, bytes, (fields, line) => {
    if (width !== undefined && fields.length !== width) {
      throw dataError(source, `line ${line} has ${fieldCount(fields)}, the first line has ${width}`);
    }
    const header = width === undefined && isHeader(fields);
    width ??= fields.length;
    if (!header) rows.push(Float64Array.from(fields, (_, i) => numberOf(source, line, fields, i)));
  });
  if (rows.length === 0) throw dataError(source, "holds no numbers");
  return [matrixFromRows("updates", rows)];
}
