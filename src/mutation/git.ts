import { execFileSync } from "node:child_process";

/** What git answers. @throws where there is no git or no repository, or what is asked for is not there */
function git(...args: string[]): string {
  return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

/** The files below `src` that differ from a commit, new ones too; null: there is no such commit. */
export function changedSince(revision: string): ReadonlySet<string> | null {
  try {
    const commit = git("rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`);
    const changed = git("diff", "--name-only", "--relative", commit, "--", "src");
    const added = git("ls-files", "--others", "--exclude-standard", "--", "src");
    return new Set(`${changed}\n${added}`.split("\n"));
  } catch {
    return null;
  }
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
