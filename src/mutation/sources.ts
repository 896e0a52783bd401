import { globSync, readFileSync } from "node:fs";
import { hashOf } from "../strength/hash.ts";
import type { OutlinedFile } from "../strength/regions.ts";
import { outlineOf } from "./outline.ts";

/** The folders whose code is mutated. */
export const MUTATED_FOLDERS = ["quantum", "protocol", "masking", "rules", "statistics"] as const;

/** One source file that is mutated. */
export interface SourceFile extends OutlinedFile {
  readonly text: string;
  readonly hash: string;
}

/** All files that are mutated, by their paths from the project's root. */
export function readSources(): SourceFile[] {
  return globSync(`src/{${MUTATED_FOLDERS.join(",")}}/**/*.ts`)
    .filter((path) => !/\.(?:test|bench)\.ts$/u.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(path, "utf8");
      return { path, text, length: text.length, items: outlineOf(path, text), hash: hashOf(text) };
    });
}
