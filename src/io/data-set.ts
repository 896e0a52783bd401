import { basename, extname } from "node:path";
import { dataError } from "../base/data-error.ts";
import { matrixFromRows } from "../base/matrix.ts";
import { MAX_CLASSES } from "../learning/data-set.ts";
import type { DataSet } from "../learning/data-set.ts";
import { fieldCount, forEachLine, isHeader, isNumeric, numberOf } from "./csv.ts";
import { readBytes } from "./read-bytes.ts";

/** The places 0…C−1 of the distinct labels in sorted order: by value if all are numbers, else by code unit. */
function indexLabels(source: string, labels: readonly string[]): { indices: Uint16Array; classes: number } {
  const numeric = labels.every(isNumeric);
  const keys = labels.map((label) => (numeric ? Number(label) : label));
  const sorted = [...new Set(keys)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (sorted.length < 2) throw dataError(source, "has fewer than two classes in its last column");
  if (sorted.length > MAX_CLASSES)
    throw dataError(source, `has more than ${MAX_CLASSES} classes in its last column`);
  const index = new Map(sorted.map((key, i) => [key, i]));
  return { indices: Uint16Array.from(keys, (key) => index.get(key)!), classes: sorted.length };
}

/** True for the first line of scikit-learn's files: samples, features, then the names of the classes. */
function isCountHeader(fields: readonly string[], samples: number, features: number): boolean {
  const [first, second, ...names] = fields;
  return first === String(samples) && second === String(features) && names.length > 0 && isHeader(names);
}

/**
 * Reads a labelled data set from comma-separated text: numeric features, the label in the last column.
 * The first line may name the columns (no field of it is a number), or be that of scikit-learn's files
 * (samples, features, class names). Labels are numbers or words and become 0…C−1 in sorted order.
 * Features are left as they are: see `scaleFeatures` of `src/learning/data-set.ts`.
 *
 * @throws a data error (one line) if the file can't be read, a line is ragged, a feature is no finite
 *   number, a label is empty, or there are fewer than two classes
 */
export async function readDataSet(path: string): Promise<DataSet> {
  const lines: { readonly fields: readonly string[]; readonly line: number }[] = [];
  forEachLine(path, await readBytes(path), (fields, line) => lines.push({ fields, line }));
  const width = lines.at(-1)?.fields.length ?? 0;
  const first = lines[0]?.fields ?? [];
  const named = isHeader(first) && first.length === width;
  if (named || isCountHeader(first, lines.length - 1, width - 1)) lines.shift();
  const top = lines[0];
  if (top === undefined) throw dataError(path, "holds no samples");
  if (top.fields.length < 2) throw dataError(path, `line ${top.line} has no feature before its label`);

  const rows: Float64Array[] = [];
  const labels: string[] = [];
  for (const { fields, line } of lines) {
    if (fields.length !== top.fields.length) {
      const expected = `line ${top.line} has ${top.fields.length}`;
      throw dataError(path, `line ${line} has ${fieldCount(fields)}, ${expected}`);
    }
    const label = fields.at(-1)!;
    if (label === "") throw dataError(path, `line ${line}: the label is empty`);
    rows.push(Float64Array.from(fields.slice(0, -1), (_, i) => numberOf(path, line, fields, i)));
    labels.push(label);
  }
  const { indices, classes } = indexLabels(path, labels);
  const name = basename(path, extname(path));
  return { name, features: matrixFromRows("features", rows), labels: indices, classes };
}
