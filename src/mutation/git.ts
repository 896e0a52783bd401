import { execFileSync } from "node:child_process";

/** What git answers. @throws where there is no git or no repository */
export function git(...args: string[]): string {
  return execFileSync("git", args, { encoding: "utf8" }).trim();
}

/** The commit of the sources, with a + where one of them differs from it; null outside of a repository. */
export function commitOf(): string | null {
  try {
    const changed = git("status", "--porcelain", "--", "src", "properties", "spec") !== "";
    return `${git("rev-parse", "--short", "HEAD")}${changed ? "+" : ""}`;
  } catch {
    return null;
  }
}
