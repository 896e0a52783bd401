import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { dataError } from "../base/data-error.ts";
import { fileError } from "./read-bytes.ts";

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    if (!(await isFolder(path))) throw dataError(path, "is not a directory");
  }
}

/**
 * Makes a folder and those above it that are missing; one that is there is left as it is.
 *
 * @throws a data error that names the folder which can't be made
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    // Not mkdir's own recursive mode: below /proc, where no folder can be made, it never returns.
    await makeOne(path).catch(async (error: unknown) => {
      const above = dirname(path);
      if (codeOf(error) !== "ENOENT" || above === path) throw error;
      await makeFolder(above);
      await makeOne(path);
    });
  } catch (error) {
    throw fileError(path, error, "cannot be made here");
  }
}
