import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { packResult, unpackResult } from "../strength/result.ts";
import type { MutationResult, StoredResult } from "../strength/result.ts";
import type { Review } from "../strength/reviews.ts";

/** What the repository keeps: the last result, and the survivors that were reviewed. */
export const KEPT_RESULT = "reports/mutation.json";
export const REVIEWS = "reports/equivalent-mutants.json";

/** The result in a file; null: there is none. */
export function readResult(path: string): MutationResult | null {
  if (!existsSync(path)) return null;
  return unpackResult(JSON.parse(readFileSync(path, "utf8")) as StoredResult);
}

/** Writes a result, a mutant a line. */
export function writeResult(path: string, result: MutationResult): void {
  const { mutants, ...rest } = packResult(result);
  const head = JSON.stringify(rest, null, 1).replace(/\n\}$/u, "");
  const files = Object.entries(mutants).map(
    ([file, rows]) =>
      `  ${JSON.stringify(file)}: [\n${rows.map((row) => `   ${JSON.stringify(row)}`).join(",\n")}\n  ]`,
  );
  writeFileSync(path, `${head},\n "mutants": {\n${files.join(",\n")}\n }\n}\n`);
}

export function readReviews(): Review[] {
  return existsSync(REVIEWS) ? (JSON.parse(readFileSync(REVIEWS, "utf8")) as Review[]) : [];
}
