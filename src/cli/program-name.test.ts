import { expect, test } from "vitest";
import { programName } from "./program-name.ts";

test("a command line to paste begins as the one did that was typed", () => {
  expect(programName({ env: {} })).toBe("cqsa");
  expect(programName({ env: { npm_command: "exec" } })).toBe("npx cqsa");
  const script = { npm_command: "run-script", npm_lifecycle_event: "cqsa" };
  expect(programName({ env: script })).toBe("npm run -s cqsa --");
  expect(programName({ env: { ...script, npm_lifecycle_event: "test" } })).toBe("cqsa");
});
