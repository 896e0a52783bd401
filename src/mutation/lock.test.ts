import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { lock } from "./lock.ts";

const folder = mkdtempSync(join(tmpdir(), "cqsa-lock-"));
const path = join(folder, "lock");

afterEach(() => {
  rmSync(path, { force: true });
});

test("A lock names its process, and what a killed one left is taken over", () => {
  // No system has so many processes.
  writeFileSync(path, String(2 ** 30));
  lock(path);
  expect(readFileSync(path, "utf8")).toBe(String(process.pid));
});

test("While another process holds it, nobody else gets it, and it stays", () => {
  writeFileSync(path, String(process.ppid));
  expect(() => {
    lock(path);
  }).toThrow(`process ${process.ppid} is at work here`);
  expect(existsSync(path)).toBe(true);
});
