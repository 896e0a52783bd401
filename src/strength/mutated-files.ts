import { globSync } from "node:fs";

/** The folders whose code is mutated, as a pattern. */
export const MUTATED_FOLDERS = "src/{quantum,protocol,masking,rules,statistics}";

/** All files that are mutated, by their paths from the project's root and in their order; none where there are no sources. */
export function mutatedFiles(root: string): string[] {
  return globSync(`${MUTATED_FOLDERS}/**/*.ts`, { cwd: root })
    .filter((path) => !/\.(?:test|bench)\.ts$/u.test(path))
    .sort();
}
