import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashOf } from "../strength/hash.ts";

const IMPORT = /(?:from|import)\s*\(?\s*"(\.[^"]+\.ts)"/gu;

/** A file of laws and all files of laws that it imports, one after the other. */
function withImports(path: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(path) || !path.startsWith("properties/") || !existsSync(path)) return seen;
  seen.add(path);
  for (const [, name] of readFileSync(path, "utf8").matchAll(IMPORT)) {
    withImports(join(dirname(path), name!), seen);
  }
  return seen;
}

/**
 * A hash of everything that judges mutants: of each law with what it imports from `properties/`, and of each file of unit
 * tests. Where one has changed, what it found before counts no more.
 */
export function hashJudges(laws: readonly string[], testPatterns: readonly string[]): Record<string, string> {
  const texts = new Map<string, string>();
  const text = (path: string): string => {
    if (!texts.has(path)) texts.set(path, readFileSync(path, "utf8"));
    return texts.get(path)!;
  };
  const files = (law: string): string[] => [
    ...withImports(`properties/${law}.ts`, withImports("properties/run-law.ts")),
  ];
  return Object.fromEntries([
    ...laws.map((law) => [law, hashOf(files(law).sort().map(text).join("\0"))]),
    ...globSync([...testPatterns])
      .sort()
      .map((path) => [path, hashOf(text(path))]),
  ]) as Record<string, string>;
}

/** Which hash a killer has: a law its own, a test that of its file. */
export function judgeOf(killer: string): string {
  return killer.split("#")[0]!;
}
