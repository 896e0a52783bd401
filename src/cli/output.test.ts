import { expect, test } from "vitest";
import { isDataError } from "../base/data-error.ts";
import { memoryHost } from "./memory-host.ts";
import { canRedraw, paintFor, print, tell, widthOf } from "./output.ts";

const RED = "\u001B[31mred\u001B[39m";

function painted(env: Record<string, string>, columns?: number): string {
  const host = memoryHost({ env, ...(columns !== undefined && { columns }) });
  const paint = paintFor(host.stdout, host);
  return paint === undefined ? "red" : paint("red", "red");
}

test.for<[what: string, env: Record<string, string>, columns: number | undefined, expected: string]>([
  ["a terminal", {}, 80, RED],
  ["a pipe", {}, undefined, "red"],
  ["a terminal with NO_COLOR", { NO_COLOR: "1" }, 80, "red"],
  ["a terminal with an empty NO_COLOR, which means nothing", { NO_COLOR: "" }, 80, RED],
  ["a terminal that can't", { TERM: "dumb" }, 80, "red"],
  ["a pipe with FORCE_COLOR", { FORCE_COLOR: "1" }, undefined, RED],
  ["a pipe with an empty FORCE_COLOR", { FORCE_COLOR: "" }, undefined, RED],
  ["a terminal with FORCE_COLOR=0", { FORCE_COLOR: "0" }, 80, "red"],
  ["a terminal with FORCE_COLOR=false", { FORCE_COLOR: "false" }, 80, "red"],
  ["a pipe with both, where FORCE_COLOR decides", { FORCE_COLOR: "1", NO_COLOR: "1" }, undefined, RED],
])("colours on %s", ([, env, columns, expected]) => {
  expect(painted(env, columns)).toBe(expected);
});

test("only a terminal has a width, and one of 0 columns has 80", () => {
  expect(widthOf(memoryHost().stdout)).toBe(undefined);
  expect(widthOf(memoryHost({ columns: 123 }).stdout)).toBe(123);
  expect(widthOf(memoryHost({ columns: 0 }).stdout)).toBe(80);
});

test("lines are redrawn on a terminal that knows how", () => {
  const redraws = (env: Record<string, string>, columns?: number): boolean => {
    const host = memoryHost({ env, ...(columns !== undefined && { columns }) });
    return canRedraw(host.stderr, host);
  };
  expect(redraws({}, 80)).toBe(true);
  expect(redraws({ TERM: "dumb" }, 80)).toBe(false);
  expect(redraws({})).toBe(false);
});

test("what is told is one line", () => {
  const host = memoryHost();
  tell(host, " one\n  two\r\nthree \n");
  expect(host.written).toEqual({ stdout: "", stderr: "one two three\n" });
});

function printing(code: string): Promise<void> {
  return print(memoryHost({ outputError: Object.assign(new Error(`${code}: write`), { code }) }), "text\n");
}

test("a reader that has gone is no fault", async () => {
  for (const code of ["EPIPE", "ERR_STREAM_DESTROYED"]) {
    await expect(printing(code)).resolves.toBe(undefined);
  }
});

test("a full disk behind standard output is told in one line", async () => {
  const error: unknown = await printing("ENOSPC").catch((caught: unknown) => caught);
  expect(isDataError(error)).toBe(true);
  expect((error as Error).message).toBe("standard output: no space left on the device");
});
