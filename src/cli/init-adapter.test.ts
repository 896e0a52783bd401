import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

const TEMPLATES = fileURLToPath(new URL("../../spec/adapters/python", import.meta.url));

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-init-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function init(...argv: readonly string[]) {
  const host = memoryHost();
  const status = await main(["init-adapter", ...argv], host);
  return { status, ...host.written };
}

test("the template is written as it is, and what to do with it is told", async () => {
  const path = join(folder, "new folder", "adapter.py");
  const { status, stdout, stderr } = await init("python", "--out", path);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(
    `${path} and ${join(folder, "new folder", "rules.py")} are written. They work as they are:\n` +
      `  cqsa smoke -- python3 '${path}'\n  cqsa verify -- python3 '${path}'\n`,
  );
  for (const file of ["adapter.py", "rules.py"]) {
    const written = await readFile(join(folder, "new folder", file), "utf8");
    expect(written.length).toBeGreaterThan(1000);
    expect(written).toBe(await readFile(join(TEMPLATES, file), "utf8"));
  }
});

test("a file that is there is left alone without --force, and replaced with it", async () => {
  const path = join(folder, "adapter.py");
  await writeFile(path, "mine");
  expect(await init("python", "--out", path)).toEqual({
    status: 64,
    stdout: "",
    stderr: `cqsa: init-adapter: ${path} is there already; --force replaces it\n`,
  });
  expect(await readFile(path, "utf8")).toBe("mine");
  expect((await init("python", "--force", "--out", path)).status).toBe(0);
  expect((await stat(path)).size).toBeGreaterThan(1000);
  expect(await readdir(folder)).toEqual(["adapter.py", "rules.py"]);
});

test("nor is a rules.py replaced that is there, and nothing is written beside it", async () => {
  const path = join(folder, "mine.py");
  const rules = join(folder, "rules.py");
  await writeFile(rules, "mine");
  const { status, stderr } = await init("python", "--out", path);
  expect([status, stderr]).toEqual([
    64,
    `cqsa: init-adapter: ${rules} is there already; --force replaces it\n`,
  ]);
  expect(await readdir(folder)).toEqual(["rules.py"]);
  expect(await readFile(rules, "utf8")).toBe("mine");
  const itself = await init("python", "--force", "--out", rules);
  expect(itself.status).toBe(64);
  expect(itself.stderr).toMatch(/^cqsa: init-adapter: rules\.py is the file beside the adapter[^\n]*\n$/);
  expect(await readFile(rules, "utf8")).toBe("mine");
});

test("what cannot be written is told in one line, status 65", async () => {
  const { status, stderr } = await init("python", "--force", "--out", folder);
  expect([status, stderr]).toEqual([65, `cqsa: ${folder}: is not a regular file\n`]);
  const file = join(folder, "file");
  await writeFile(file, "");
  const below = await init("python", "--out", join(file, "adapter.py"));
  expect(below.status).toBe(65);
  expect(below.stderr).toMatch(/^cqsa: .*file[^\n]*\n$/);
});

// For root every folder can be written.
test.skipIf(process.getuid?.() === 0)("a folder without permission is told (not as root)", async () => {
  const locked = join(folder, "locked");
  await mkdir(locked);
  await chmod(locked, 0o500);
  const { status, stderr } = await init("python", "--out", join(locked, "adapter.py"));
  expect([status, stderr]).toEqual([65, `cqsa: ${join(locked, "adapter.py")}: permission denied\n`]);
});

test("the language has to be one that there is", async () => {
  expect(await init()).toMatchObject({
    status: 64,
    stderr: "cqsa: init-adapter in which language? One of python\n",
  });
  expect(await init("cobol")).toMatchObject({
    status: 64,
    stderr: 'cqsa: init-adapter expected one of python, got "cobol"\n',
  });
  expect((await init("python", "more")).status).toBe(64);
  expect((await init("python", "--out", "")).status).toBe(64);
});
