import { expect, test } from "vitest";
import { memoryHost } from "./memory-host.ts";
import type { MemoryHost } from "./memory-host.ts";
import { progressOn } from "./progress.ts";

function run(host: MemoryHost): void {
  const progress = progressOn(host);
  for (let done = 1; done <= 3; done++) progress.update("rounds", done, 3, `round ${done}`);
  for (let done = 1; done <= 20; done++) progress.update("laws", done, 20, "encoding/".repeat(20));
  progress.stop();
  progress.stop();
}

test("elsewhere than on a terminal there is a plain line for each finished stage", () => {
  for (const host of [memoryHost(), memoryHost({ columns: 80, env: { TERM: "dumb" } })]) {
    run(host);
    expect(host.written).toEqual({ stdout: "", stderr: "rounds: 3 of 3\nlaws: 20 of 20\n" });
  }
});

/** Texts between control sequences, as they are drawn. */
function drawn(text: string): string[] {
  // eslint-disable-next-line no-control-regex -- that is what is looked for
  return text.split(/\u001B(?:\[[0-9;?]*[A-Za-z]|[78])/).filter((part) => part !== "");
}

test.for([40, 80, 200, 0])(
  "on a terminal of %i columns there are bars that fit, and nothing of them stays",
  (columns) => {
    const host = memoryHost({ columns });
    run(host);
    const { stdout, stderr } = host.written;
    expect(stdout).toBe("");
    const lines = drawn(stderr);
    expect(lines.some((line) => /^rounds +[█░]+ 3\/3 {2}round 3$/.test(line))).toBe(true);
    expect(lines.some((line) => /^laws +█+ 20\/20 {2}encoding/.test(line))).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns || 80);
    expect(stderr).not.toContain("\n");
    // The last that happens: to the line's begin, and clear it.
    expect(stderr.endsWith("\u001B[1G\u001B[2K")).toBe(true);
  },
);

test("nothing is switched off that a killed process could not switch on again", () => {
  const host = memoryHost({ columns: 80 });
  run(host);
  expect(host.written.stderr.length).toBeGreaterThan(100);
  // Neither the cursor nor the wrapping of lines.
  expect(host.written.stderr).not.toMatch(/\[\?(?:25|7)l/);
});
