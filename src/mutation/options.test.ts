import { expect, test } from "vitest";
import { readOptions, UsageError } from "./options.ts";

test("Without arguments all files are looked at, by two processes", () => {
  expect(readOptions([])).toEqual({
    check: false,
    keep: false,
    fresh: false,
    files: undefined,
    since: undefined,
    power: 0,
    concurrency: 2,
  });
  expect(readOptions(["--check", "--help"])).toBe("help");
  expect(readOptions(["--file", "a.ts", "--file", "b.ts"])).toMatchObject({ files: ["a.ts", "b.ts"] });
});

test.each([
  [["--powr", "3"], "Unknown option '--powr'"],
  [["--power"], "Option '--power <value>' argument missing"],
  [["--power", "--check"], "Option '--power' argument is ambiguous"],
  [["extra"], "Unexpected argument 'extra'"],
  [["--power", ""], '"--power" expected an integer of at least 0, got ""'],
  [["--power", "-0x1"], "Option '--power' argument is ambiguous"],
  [["--concurrency", "0"], '"--concurrency" expected an integer of at least 1, got "0"'],
  [["--keep", "--check"], '"--keep" expected no "--check" beside it'],
  [["--since", "HEAD", "--file", "a.ts"], '"--since" expected no "--file" beside it'],
])("%j is refused in one line", (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(new UsageError(message));
});
