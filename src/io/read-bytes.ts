import { readFile } from "node:fs/promises";
import { dataError } from "../base/data-error.ts";

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "no such file"],
  ["ENOTDIR", "no such file: a part of the path is not a directory"],
  ["EISDIR", "is a directory, not a file"],
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["ENOSPC", "no space left on the device"],
  ["EROFS", "the file system is read-only"],
  ["ENAMETOOLONG", "the name is too long"],
]);

/** A failure of the file system on `path` as a data error. */
export function fileError(path: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  return dataError(
    path,
    PROBLEMS.get(code ?? "") ?? (error instanceof Error ? error.message : String(error)),
  );
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
