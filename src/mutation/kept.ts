import { existsSync, readFileSync } from "node:fs";
import { parseJson } from "../io/parse-json.ts";
import { writeFileAtomically } from "../io/write-file.ts";
import { packResult, unpackResult } from "../strength/result.ts";
import type { MutationResult } from "../strength/result.ts";
import type { Review } from "../strength/reviews.ts";

/** What the repository keeps: the last result, and the survivors that were reviewed. */
export const KEPT_RESULT = "reports/mutation.json";
export const REVIEWS = "reports/equivalent-mutants.json";

function readJson(path: string): unknown {
  return parseJson(path, readFileSync(path, "utf8"));
}

/** The result in a file; null: there is none. @throws a data error for a file of another kind */
export function readResult(path: string): MutationResult | null {
  return existsSync(path) ? unpackResult(readJson(path), path) : null;
}

/** Writes a result, a mutant a line; the file is whole at any time. */
export async function writeResult(path: string, result: MutationResult): Promise<void> {
  const { mutants, ...rest } = packResult(result);
  const head = JSON.stringify(rest, null, 1).replace(/\n\}$/u, "");
  const files = Object.entries(mutants).map(
    ([file, rows]) =>
      `  ${JSON.stringify(file)}: [\n${rows.map((row) => `   ${JSON.stringify(row)}`).join(",\n")}\n  ]`,
  );
  await writeFileAtomically(path, `${head},\n "mutants": {\n${files.join(",\n")}\n }\n}\n`);
}

export function readReviews(): Review[] {
  return existsSync(REVIEWS) ? (readJson(REVIEWS) as Review[]) : [];
}
