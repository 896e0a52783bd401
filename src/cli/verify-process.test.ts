import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { VerifyReport } from "../conformance/report.ts";
import { scriptFolder } from "../implementation/stdio/scripted-adapter.ts";

/* A real interruption of a real process; everything else is tested within this one. What waits does so together. */

const PROGRAM = fileURLToPath(new URL("cqsa.ts", import.meta.url));

const scripts = scriptFolder();
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-interrupt-"));
});
afterAll(async () => {
  scripts.remove();
  await rm(folder, { recursive: true });
});

/** The ids that an adapter wrote there. */
async function pidsIn(path: string): Promise<number[]> {
  for (let i = 0; i < 3000; i++) {
    const text = await readFile(path, "utf8").catch(() => "");
    if (text.endsWith("\n")) return text.trim().split(" ").map(Number);
    await sleep(10);
  }
  throw new Error(`nothing in ${path}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Verifies an adapter that decodes wrongly and hangs in encode, and sends signals while it does. */
async function interrupted(signals: readonly NodeJS.Signals[], name: string) {
  const mark = join(folder, `${name}.pids`);
  const command = scripts.adapter({
    start: `
      process.on("SIGTERM", () => undefined);
      const stray = childProcess.spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], {
        detached: true, stdio: "ignore" });`,
    initialize: 'reply({ ...DECLARED, operations: ["encode", "decode"] })',
    call: `
      if (request.method === "decode") reply({ weightSum: request.params.phaseSum });
      else {
        fs.writeFileSync(${JSON.stringify(mark)}, process.pid + " " + stray.pid + "\\n");
        sleep(600_000);
      }`,
  });
  const law = "encoding/decode-definition,encoding/encode-definition";
  const argv = ["verify", "--law", law, "--runs", "5", "--out", name, "--", ...command];
  const child = spawn(process.execPath, [PROGRAM, ...argv], { cwd: folder });
  const texts = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (texts.stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (status, signal) => resolve({ status, signal, ...texts }));
  });
  const pids = await pidsIn(mark);
  expect(pids).toHaveLength(2);
  expect(pids.filter(isAlive)).toEqual(pids);
  for (const signal of signals) {
    child.kill(signal);
    await sleep(100);
  }
  const end = await ended;
  // Who is dead stays in the table until the system has noticed.
  for (let i = 0; i < 300 && pids.some(isAlive); i++) await sleep(10);
  return { end, alive: pids.filter(isAlive) };
}

test.concurrent.for([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "%s during a call that hangs: status %i, report and failures are written, no process is left",
  async ([signal, status]) => {
    const { end, alive } = await interrupted([signal], signal);
    expect(end).toMatchObject({ status, signal: null });
    expect(alive).toEqual([]);
    expect(end.stdout).toContain("violated encoding/decode-definition 1 of 1\n");
    expect(end.stdout).toContain("Ended early\n  the run was interrupted\n");
    const out = join(folder, signal);
    expect(end.stderr).toBe(
      `laws: 2 of 2\nwritten: ${join(signal, "verify.json")}, ${join(signal, "failures", "encoding-decode-definition.json")}\n`,
    );
    const report = JSON.parse(await readFile(join(out, "verify.json"), "utf8")) as VerifyReport;
    expect(report.stopped?.cause).toBe("interrupted");
    expect(await readdir(join(out, "failures"))).toEqual(["encoding-decode-definition.json"]);
  },
);

test.concurrent("a second interruption ends at once, and leaves no process either", async () => {
  const { end, alive } = await interrupted(["SIGINT", "SIGINT"], "twice");
  expect(end).toMatchObject({ status: 130, signal: null, stdout: "" });
  expect(end.stderr).toMatch(/^(?:laws: 2 of 2\n)?cqsa: interrupted\n$/);
  expect(alive).toEqual([]);
  expect(await readdir(join(folder, "twice"))).toEqual([]);
});
