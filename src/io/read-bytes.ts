import { readFile } from "node:fs/promises";
import { dataError, isDataError } from "../base/data-error.ts";

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ["ENOTDIR", "a part of the path is not a directory"],
  ["EISDIR", "is a directory, not a file"],
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["ENOSPC", "no space left on the device"],
  ["EROFS", "the file system is read-only"],
  ["ENAMETOOLONG", "the name is too long"],
  ["ELOOP", "its links lead in a circle"],
  ["EFBIG", "the file may not grow that large"],
]);

/**
 * A failure of the file system on `path` as a data error; one that is a data error already stays what it is.
 *
 * @param missing what is said where the path leads nowhere
 */
export function fileError(path: string, error: unknown, missing = "no such file"): Error {
  if (isDataError(error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  const known = code === "ENOENT" ? missing : PROBLEMS.get(code ?? "");
  return dataError(path, known ?? (error instanceof Error ? error.message : String(error)));
}

/** A file's bytes. @throws a data error if it can't be read. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileError(path, error);
  }
}

/** Bytes as UTF-8 text, without a byte order mark. @throws a data error if they are no UTF-8. */
export function decodeText(source: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw dataError(source, "is not UTF-8 text");
  }
}
