import { existsSync } from "node:fs";
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isDataError } from "../base/data-error.ts";
import { isRefusal } from "../base/refusal.ts";
import { checkWritable, writeFileAtomically, writeFilesAtomically } from "./write-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-write-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function failureOf(writing: Promise<void>): Promise<unknown> {
  return writing.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("text and bytes are written, in directories that are made, and nothing else is left", async () => {
  await writeFileAtomically(join(folder, "a/b/text.txt"), "naïve\n");
  await writeFileAtomically(join(folder, "a/b/bytes"), Uint8Array.of(0, 255));
  expect(await readFile(join(folder, "a/b/text.txt"), "utf8")).toBe("naïve\n");
  expect([...(await readFile(join(folder, "a/b/bytes")))]).toEqual([0, 255]);
  expect((await readdir(join(folder, "a/b"))).sort()).toEqual(["bytes", "text.txt"]);
});

test("an old file is replaced whole, keeps its mode, and a link to it stays a link", async () => {
  const file = join(folder, "file");
  await writeFile(file, "a long old content");
  await chmod(file, 0o666);
  await symlink(file, join(folder, "link"));
  await writeFileAtomically(join(folder, "link"), "new");
  expect(await readFile(file, "utf8")).toBe("new");
  expect((await stat(file)).mode & 0o777).toBe(0o666);
  expect((await lstat(join(folder, "link"))).isSymbolicLink()).toBe(true);
  expect((await readdir(folder)).sort()).toEqual(["file", "link"]);
});

test("a content that can't be written leaves the old file and no temporary one", async () => {
  const file = join(folder, "file");
  await writeFile(file, "old");
  expect(await failureOf(writeFileAtomically(file, 7 as unknown as string))).toBeInstanceOf(TypeError);
  expect(await readFile(file, "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["file"]);
});

test("of several files none changes if one can't be written", async () => {
  await writeFile(join(folder, "first"), "old");
  await writeFile(join(folder, "plain"), "a file, not a directory");
  const error = await failureOf(
    writeFilesAtomically([
      { path: join(folder, "first"), content: "new" },
      { path: join(folder, "plain/second"), content: "new" },
    ]),
  );
  expect(isDataError(error)).toBe(true);
  expect((error as Error).message).toMatch(/plain\/second: a part of the path is not a directory$/);
  expect(await readFile(join(folder, "first"), "utf8")).toBe("old");
  expect((await readdir(folder)).sort()).toEqual(["first", "plain"]);
});

test("a failure after the first temporary file removes it again", async () => {
  await writeFile(join(folder, "first"), "old");
  const error = await failureOf(
    writeFilesAtomically([
      { path: join(folder, "first"), content: "new" },
      { path: join(folder, "second"), content: 7 as unknown as string },
    ]),
  );
  expect(error).toBeInstanceOf(TypeError);
  expect(await readFile(join(folder, "first"), "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["first"]);
});

test("several files are all written", async () => {
  const paths = ["x/one", "x/two", "three"].map((name) => join(folder, name));
  await writeFilesAtomically(paths.map((path, i) => ({ path, content: `${i}` })));
  expect(await Promise.all(paths.map((path) => readFile(path, "utf8")))).toEqual(["0", "1", "2"]);
  expect((await readdir(folder)).sort()).toEqual(["three", "x"]);
});

test("a directory or a socket is never replaced", async () => {
  await mkdir(join(folder, "directory"));
  const socket = createServer();
  await new Promise<void>((done) => socket.listen(join(folder, "socket"), done));
  for (const name of ["directory", "socket"]) {
    const error = await failureOf(writeFileAtomically(join(folder, name), "x"));
    expect(isDataError(error)).toBe(true);
    expect((error as Error).message).toBe(`${join(folder, name)}: is not a regular file`);
  }
  expect((await stat(join(folder, "socket"))).isSocket()).toBe(true);
  expect((await readdir(folder)).sort()).toEqual(["directory", "socket"]);
  await new Promise((done) => socket.close(done));
});

test("two entries for one file are a refusal", async () => {
  const path = join(folder, "file");
  const error = await failureOf(
    writeFilesAtomically([
      { path, content: "1" },
      { path: join(folder, "x/../file"), content: "2" },
    ]),
  );
  expect(isRefusal(error)).toBe(true);
  expect(await readdir(folder)).toEqual([]);
});

test("writes to one file at once don't mix, and a left-over temporary file is no hindrance", async () => {
  const path = join(folder, "file");
  const stale = `.file.${process.pid}-0.tmp`;
  await writeFile(join(folder, stale), "left over");
  const contents = ["a".repeat(10_000), "b".repeat(20_000), "c".repeat(30_000)];
  await Promise.all(contents.map((content) => writeFileAtomically(path, content)));
  expect(contents).toContain(await readFile(path, "utf8"));
  expect((await readdir(folder)).sort()).toEqual([stale, "file"]);
});

test("what can be written is found writable, with its folders made and nothing else changed", async () => {
  await writeFile(join(folder, "old"), "old");
  await checkWritable([join(folder, "old"), join(folder, "a/b/new")]);
  expect(await readFile(join(folder, "old"), "utf8")).toBe("old");
  expect((await readdir(folder)).sort()).toEqual(["a", "old"]);
  expect(await readdir(join(folder, "a/b"))).toEqual([]);
});

test("what can't be written is found out before the work", async () => {
  await mkdir(join(folder, "taken"));
  await writeFile(join(folder, "file"), "");
  const messages = [];
  for (const name of ["taken", "file/x"]) {
    const error = await failureOf(checkWritable([join(folder, name)]));
    expect(isDataError(error)).toBe(true);
    messages.push((error as Error).message);
  }
  expect(messages).toEqual([`${folder}/taken: is not a regular file`, `${folder}/file: is not a directory`]);
  expect((await readdir(folder)).sort()).toEqual(["file", "taken"]);
});

test.skipIf(!existsSync("/proc/self"))(
  "a folder that looks writable and is not is found out as well (needs /proc)",
  async () => {
    const error = await failureOf(checkWritable(["/proc/cqsa.json"]));
    expect(isDataError(error)).toBe(true);
    expect((error as Error).message).toMatch(/^\/proc\/cqsa\.json: (cannot be made here|permission denied)$/);
  },
);

test.skipIf(!existsSync("/dev/full"))("a device is never replaced (needs /dev/full)", async () => {
  await symlink("/dev/full", join(folder, "full"));
  const error = await failureOf(writeFileAtomically(join(folder, "full"), "x"));
  expect(isDataError(error)).toBe(true);
  expect((error as Error).message).toBe(`${folder}/full: is not a regular file`);
  expect(await readdir(folder)).toEqual(["full"]);
});
