import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isDataError } from "../base/data-error.ts";
import { makeFolder } from "./make-folder.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-folder-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function problemOf(path: string): Promise<string> {
  const error: unknown = await makeFolder(path).catch((caught: unknown) => caught);
  expect(isDataError(error)).toBe(true);
  return (error as Error).message;
}

test("a folder is made with all above it, and made again it stays as it is", async () => {
  const path = join(folder, "a/b/c");
  await makeFolder(path);
  await writeFile(join(path, "file"), "kept");
  await makeFolder(path);
  await makeFolder(`${path}/`);
  expect(await readdir(path)).toEqual(["file"]);
});

test("many at once make one folder", async () => {
  const path = join(folder, "x/y");
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(path)));
  expect((await stat(path)).isDirectory()).toBe(true);
});

test("a link to a folder is one, and a link that leads nowhere is none", async () => {
  await symlink(folder, join(folder, "link"));
  await makeFolder(join(folder, "link"));
  await symlink(join(folder, "nowhere"), join(folder, "dangling"));
  expect(await problemOf(join(folder, "dangling"))).toBe(`${folder}/dangling: is not a directory`);
});

test("a file in the way is named", async () => {
  await writeFile(join(folder, "file"), "");
  expect(await problemOf(join(folder, "file"))).toBe(`${folder}/file: is not a directory`);
  expect(await problemOf(join(folder, "file/x"))).toBe(
    `${folder}/file/x: a part of the path is not a directory`,
  );
  expect(await problemOf(join(folder, "file/x/y"))).toMatch(/: a part of the path is not a directory$/);
  expect(await problemOf(join(folder, "n".repeat(300)))).toMatch(/n: the name is too long$/);
});

test.skipIf(!existsSync("/proc/self"))(
  "where the system makes no folders that is said, and soon (needs /proc)",
  async () => {
    expect(await problemOf("/proc/cqsa/reports")).toMatch(
      /^\/proc\/cqsa: (cannot be made here|permission denied)$/,
    );
  },
);
