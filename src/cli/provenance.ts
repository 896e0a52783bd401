import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Provenance } from "../base/provenance.ts";

/** The folder of this package: the nearest one above with its package.json. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) throw new Error("the package.json of cqsa-harness is missing");
    folder = above;
  }
  return folder;
}

/** The path of a file that comes with this package. */
export function packageFile(path: string): string {
  return join(packageRoot(), path);
}

/** The version in this package's package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}

/** The commit of the checkout; null in an installed package or without git. */
function commit(): string | null {
  const root = packageRoot();
  if (!existsSync(join(root, ".git"))) return null;
  try {
    return execFileSync("git", ["-C", root, "rev-parse", "HEAD"], {
      encoding: "utf8",
      timeout: 5000,
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}

/** An argument as a shell takes it. */
export function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}

/** What makes the report of this run. */
export function provenance(argv: readonly string[], seed: string): Provenance {
  return {
    version: packageVersion(),
    commit: commit(),
    node: process.versions.node,
    command: ["cqsa", ...argv.map(quoted)].join(" "),
    seed,
  };
}
