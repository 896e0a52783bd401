import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { dataError } from "../base/data-error.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { makeFolder } from "./make-folder.ts";
import { fileError } from "./read-bytes.ts";

/** A file to write and what shall be in it; text is written as UTF-8. */
export interface FileEntry {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Said of a file whose folder was there a moment ago. */
const MISSING = "cannot be made here";

interface Pending {
  readonly path: string;
  readonly temporary: string;
  readonly target: string;
}

interface Location {
  readonly target: string;
  /** The mode of the file that is there now. */
  readonly mode: number | undefined;
}

/** Where a path leads. A link is followed: its file is replaced, not the link. */
async function locate(path: string): Promise<Location> {
  try {
    const target = await realpath(path);
    const found = await stat(target);
    // A rename would put a plain file in the place of a device or a pipe.
    if (!found.isFile()) throw dataError(path, "is not a regular file");
    return { target, mode: found.mode & 0o7777 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return { target: resolve(path), mode: undefined };
  }
}

async function openTemporary(target: string, mode: number | undefined) {
  for (let attempt = 0; ; attempt++) {
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}-${attempt}.tmp`);
    try {
      return { temporary, file: await open(temporary, "wx", mode ?? 0o666) };
    } catch (error) {
      // Another write to the same target, or what a killed process with this id left, holds the name.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

async function prepare({ path, content }: FileEntry, { target, mode }: Location): Promise<Pending> {
  await makeFolder(dirname(target));
  const { temporary, file } = await openTemporary(target, mode);
  try {
    try {
      await file.writeFile(content);
      // The umask has taken bits off the mode that the replaced file had.
      if (mode !== undefined) await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return { path, temporary, target };
}

/**
 * Writes several files as one: every content goes to a temporary file beside its target first, and only
 * when all are on disk are they renamed. If one can't be written no target changes and no temporary file
 * is left; directories made on the way stay. (Should a rename itself fail, which a directory made in
 * the meantime could bring about, the targets renamed before it are new and the others untouched.)
 *
 * @throws RangeError for two entries with one target; a data error (one line that names the file) for
 *   anything that the file system refuses, and for a target that is no regular file
 */
export async function writeFilesAtomically(entries: readonly FileEntry[]): Promise<void> {
  const located = new Map<string, { readonly entry: FileEntry; readonly location: Location }>();
  const pending: Pending[] = [];
  let current = "";
  try {
    for (const entry of entries) {
      current = entry.path;
      const location = await locate(entry.path);
      if (located.has(location.target)) throw rangeRefusal("entries", "each file once", entry.path);
      located.set(location.target, { entry, location });
    }
    for (const { entry, location } of located.values()) {
      current = entry.path;
      pending.push(await prepare(entry, location));
    }
    while (pending.length > 0) {
      const { path, temporary, target } = pending[0]!;
      current = path;
      await rename(temporary, target);
      pending.shift();
    }
  } catch (error) {
    for (const { temporary } of pending) await rm(temporary, { force: true });
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : fileError(current, error, MISSING);
  }
}

/**
 * Writes a file whole or not at all: to a temporary file in the same directory, flushed to disk, then renamed.
 * Parent directories are made; the mode of a replaced file is kept.
 *
 * @throws as {@link writeFilesAtomically}
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  await writeFilesAtomically([{ path, content }]);
}

/**
 * Finds out before a long job whether files can be written after it: makes their folders, and looks whether
 * what is there may be replaced. Nothing else is left.
 *
 * @throws a data error that names the file or folder which would be refused
 */
export async function checkWritable(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await makeFolder(dirname(path));
    try {
      const { target } = await locate(path);
      // A file is really made: permissions alone don't tell of a file system that refuses them.
      const { temporary, file } = await openTemporary(target, undefined);
      await file.close();
      await rm(temporary, { force: true });
    } catch (error) {
      throw fileError(path, error, MISSING);
    }
  }
}
