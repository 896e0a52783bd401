import { dataError } from "../base/data-error.ts";
import { isRefusal } from "../base/refusal.ts";
import { isObject } from "../implementation/schemas/expect.ts";
import { parse } from "../implementation/schemas/explain.ts";
import { failureSchema } from "./failure-schema.ts";
import type { StoredFailure } from "./failure.ts";
import { readValue } from "./stored-value.ts";
import type { Json } from "./stored-value.ts";

/** The name of a law's failure file: `encoding-phase-wrap.json`. */
export function failureFileName(law: string): string {
  return `${law.replaceAll("/", "-")}.json`;
}

/** The text of a failure file. */
export function failureText(failure: StoredFailure): string {
  return `${JSON.stringify(failure, null, 2)}\n`;
}

function parseJson(source: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw dataError(source, `is no JSON (${(error as Error).message})`);
  }
}

function checkExample(source: string, example: Json): void {
  try {
    readValue(example);
  } catch (error) {
    if (isRefusal(error)) throw dataError(source, error.message);
    throw error;
  }
}

/**
 * Reads a failure file.
 *
 * @param source the file's name as the user wrote it
 * @throws a data error, one line that names the file and the field, for anything that is no such file
 */
export function parseFailure(source: string, text: string): StoredFailure {
  const content = parseJson(source, text);
  const { kind, format } = isObject(content) ? content : {};
  if (kind !== "cqsa-failure") {
    const other = typeof kind === "string" ? `, but of kind ${JSON.stringify(kind)}` : "";
    throw dataError(source, `is no stored case of cqsa verify${other}`);
  }
  if (typeof format === "number" && format !== 1) {
    throw dataError(source, `has format ${format}, where this version reads format 1`);
  }
  const parsed = parse(failureSchema, content, "the file");
  if (!parsed.valid) throw dataError(source, parsed.message);
  if (parsed.value.lawKind === "deterministic") checkExample(source, parsed.value.example);
  return parsed.value;
}
