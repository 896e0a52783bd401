import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dataError } from "../base/data-error.ts";
import { packResult, unpackResult } from "../strength/result.ts";
import type { MutationResult } from "../strength/result.ts";
import type { Review } from "../strength/reviews.ts";

/** What the repository keeps: the last result, and the survivors that were reviewed. */
export const KEPT_RESULT = "reports/mutation.json";
export const REVIEWS = "reports/equivalent-mutants.json";

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw dataError(path, `is not valid JSON: ${(error as Error).message}`);
  }
}

/** The result in a file; null: there is none. @throws a data error for a file of another kind */
export function readResult(path: string): MutationResult | null {
  return existsSync(path) ? unpackResult(readJson(path), path) : null;
}

/** Writes a result, a mutant a line; the file is whole at any time. */
export function writeResult(path: string, result: MutationResult): void {
  const { mutants, ...rest } = packResult(result);
  const head = JSON.stringify(rest, null, 1).replace(/\n\}$/u, "");
  const files = Object.entries(mutants).map(
    ([file, rows]) =>
      `  ${JSON.stringify(file)}: [\n${rows.map((row) => `   ${JSON.stringify(row)}`).join(",\n")}\n  ]`,
  );
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${head},\n "mutants": {\n${files.join(",\n")}\n }\n}\n`);
  renameSync(temporary, path);
}

export function readReviews(): Review[] {
  return existsSync(REVIEWS) ? (readJson(REVIEWS) as Review[]) : [];
}
