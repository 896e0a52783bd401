import { readFileSync } from "node:fs";
import { hashOf } from "../strength/hash.ts";
import { mutatedFiles } from "../strength/mutated-files.ts";
import type { OutlinedFile } from "../strength/regions.ts";
import { outlineOf } from "./outline.ts";

/** One source file that is mutated. */
export interface SourceFile extends OutlinedFile {
  readonly text: string;
  readonly hash: string;
}

/** All files that are mutated, by their paths from the project's root. */
export function readSources(): SourceFile[] {
  return mutatedFiles(".").map((path) => {
    const text = readFileSync(path, "utf8");
    return { path, text, length: text.length, items: outlineOf(path, text), hash: hashOf(text) };
  });
}
