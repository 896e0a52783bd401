import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import type { OutlinedFile } from "../strength/regions.ts";
import { outlineOf } from "./outline.ts";

/** The folders whose code is mutated. */
export const MUTATED_FOLDERS = ["quantum", "protocol", "masking", "rules", "statistics"] as const;

/** One source file that is mutated. */
export interface SourceFile extends OutlinedFile {
  readonly text: string;
  readonly hash: string;
}

/** A short fingerprint of a text. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
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
