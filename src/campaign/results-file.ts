import { open, readFile } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { createInterface } from "node:readline";
import { createReadStream } from "node:fs";
import { dataError } from "../base/data-error.ts";
import { isRefusal } from "../base/refusal.ts";
import type { Cell, SourceSpec, TrialPlan } from "./setting.ts";
import type { TrialResult } from "./trial.ts";

/** What a results file is of: two runs with equal headers have equal trials. */
export interface ResultsHeader {
  readonly kind: "cqsa-attack-results";
  readonly format: 1;
  readonly version: string;
  readonly plan: TrialPlan;
  readonly source: SourceSpec;
  /** SHA-256 of the file of updates or data; null for generated data. */
  readonly fingerprint: string | null;
  /** What was attacked: null for the reference, else the foreign program's name, version and command. */
  readonly subject: string | null;
  readonly cells: readonly Cell[];
}

/** What the header of any campaign's results has. */
export interface AnyHeader {
  readonly kind: string;
  readonly format: 1;
}

/** An open results file. */
export interface ResultsFile {
  /** Appends the results of one job in one go. */
  readonly append: (results: readonly object[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

function isResult(value: unknown, cells: number): value is TrialResult {
  const { cell, trial, rounds } = (value ?? {}) as Partial<TrialResult>;
  return (
    Number.isSafeInteger(cell) &&
    cell! >= 0 &&
    cell! < cells &&
    Number.isSafeInteger(trial) &&
    trial! >= 0 &&
    Array.isArray(rounds)
  );
}

function parsed(path: string, text: string, line: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw dataError(path, `line ${line} is no JSON`);
  }
}

/**
 * Reads the lines of a results file one by one, the header apart.
 *
 * @throws a data error for a line that is not of the campaign
 */
export async function* readLines<Result>(
  path: string,
  isOne: (value: unknown) => value is Result,
): AsyncGenerator<Result> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line++;
    if (line === 1) continue;
    const value = parsed(path, text, line);
    if (!isOne(value)) throw dataError(path, `line ${line} is no trial of this campaign`);
    yield value;
  }
}

/** The trials of a results file. @throws a data error for a line that is no trial of the header's cells */
export function readResults(path: string, header: ResultsHeader): AsyncGenerator<TrialResult> {
  return readLines(path, (value): value is TrialResult => isResult(value, header.cells.length));
}

/** How many bytes of a file are whole lines; of the rest somebody was cut off in the middle. */
async function wholeLines(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const block = Buffer.alloc(65_536);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - block.length);
    await file.read(block, 0, end - start, start);
    const found = block.subarray(0, end - start).lastIndexOf(10);
    if (found >= 0) return start + found + 1;
    end = start;
  }
  return 0;
}

async function firstLine(path: string): Promise<string | undefined> {
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity }))
    return text;
  return undefined;
}

function resultsFile(file: FileHandle): ResultsFile {
  return {
    append: async (results) => {
      await file.appendFile(results.map((result) => `${JSON.stringify(result)}\n`).join(""));
    },
    close: () => file.close(),
  };
}

/** Begins a results file anew. */
export async function createResults(path: string, header: AnyHeader): Promise<ResultsFile> {
  const file = await open(path, "w");
  await file.appendFile(`${JSON.stringify(header)}\n`);
  return resultsFile(file);
}

/**
 * Opens a results file to go on with it; half a line at its end is cut off. A file that is not there is begun.
 *
 * @throws a data error for a file of another run, another version or of something else
 */
export async function resumeResults(path: string, header: AnyHeader): Promise<ResultsFile> {
  let file: FileHandle;
  try {
    file = await open(path, "r+");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return createResults(path, header);
    throw error;
  }
  try {
    await file.truncate(await wholeLines(file));
    const text = await firstLine(path);
    if (text === undefined) {
      await file.close();
      return await createResults(path, header);
    }
    if (text !== JSON.stringify(header)) throw dataError(path, differenceOf(path, text, header));
  } catch (error) {
    await file.close().catch(() => undefined);
    throw isRefusal(error) ? dataError(path, error.message) : error;
  }
  await file.close();
  return resultsFile(await open(path, "a"));
}

/** In which part two headers differ. */
function differenceOf(path: string, text: string, header: AnyHeader): string {
  const other = parsed(path, text, 1) as Partial<AnyHeader> | null;
  if (other?.kind !== header.kind) return "is no results file of cqsa attack";
  const keys = Object.keys(header) as (keyof AnyHeader)[];
  const different = keys.filter((key) => JSON.stringify(other[key]) !== JSON.stringify(header[key]));
  return `is of another run: its ${different.join(", ")} differ${different.length === 1 ? "s" : ""}`;
}

/** SHA-256 of a file, in hexadecimal. */
export async function fingerprintOf(path: string): Promise<string> {
  const { createHash } = await import("node:crypto");
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}
