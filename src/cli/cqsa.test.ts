import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

/* What only a process of its own shows; everything else is tested within this one. */

const PROGRAM = fileURLToPath(new URL("cqsa.ts", import.meta.url));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-process-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(argv: readonly string[], stdout: number | "pipe" = "pipe"): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...argv], {
    cwd: folder,
    stdio: ["pipe", stdout, "pipe"],
  });
}

/** @param act is told what came on standard error so far */
function ended(child: ChildProcess, act?: (stderr: string) => void): Promise<Ended> {
  const texts = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => {
    texts.stderr += chunk.toString();
    act?.(texts.stderr);
  });
  return new Promise((resolve) => {
    child.on("close", (status, signal) => {
      resolve({ status, signal, ...texts });
    });
  });
}

test("the process ends with the status that the command line returns", async () => {
  const [good, wrong, bad] = await Promise.all([
    ended(start(["list", "rules", "geometric"])),
    ended(start(["audit", "--shots", "0"])),
    ended(start(["audit", "--updates", "none.npy"])),
  ]);
  expect(good).toMatchObject({ status: 0, stderr: "" });
  expect(good.stdout).toMatch(/^geometric-median [^\n]+\n$/);
  expect(wrong).toMatchObject({ status: 64, stdout: "" });
  expect(wrong.stderr).toBe('cqsa: --shots expected an integer of at least 1, got "0"\n');
  expect(bad).toMatchObject({ status: 65, stdout: "", stderr: "cqsa: none.npy: no such file\n" });
  expect(await readdir(folder)).toEqual([]);
});

test.concurrent.for([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s in the middle of an audit: status %i, one line, and no file", async ([signal, status]) => {
  const out = `out-${status}`;
  const child = start(["audit", "--out", out, "--clients", "10", "--rounds", "2"]);
  let sent = false;
  const end = await ended(child, (stderr) => {
    if (sent || !stderr.includes("rounds: ")) return;
    sent = true;
    child.kill(signal);
  });
  expect(end).toMatchObject({ status, signal: null, stdout: "" });
  expect(end.stderr).toBe("training: 2 of 2\nrounds: 2 of 2\ncqsa: interrupted; nothing was written\n");
  expect(await readdir(join(folder, out))).toEqual([]);
});

test("a reader that leaves at once is no fault", async () => {
  const child = start(["list", "rules"]);
  child.stdout?.destroy();
  expect(await ended(child)).toMatchObject({ status: 0, signal: null, stderr: "" });
});

test.skipIf(!existsSync("/dev/full"))("a full disk is told in one line (needs /dev/full)", async () => {
  expect(await ended(start(["list", "rules"], openSync("/dev/full", "w")))).toMatchObject({
    status: 65,
    stderr: "cqsa: standard output: no space left on the device\n",
  });
});

test("serve answers while its input is open, and ends with it", async () => {
  const child = start(["serve"]);
  const end = ended(child);
  child.stdin?.write('{"jsonrpc":"2.0","id":1,"method":"decode","params":');
  child.stdin?.write('{"phaseSum":[0],"clusterSize":4,"weightBound":1}}\n');
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  child.stdin?.end();
  expect(await end).toEqual({
    status: 0,
    signal: null,
    stdout: '{"jsonrpc":"2.0","id":1,"result":{"weightSum":[0]}}\n',
    stderr: "",
  });
});

test("serve that waits for a request ends on a signal", async () => {
  const child = start(["serve"]);
  const end = ended(child);
  child.stdin?.write("{}\n");
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  child.kill("SIGINT");
  expect(await end).toMatchObject({ status: 130, signal: null, stderr: "cqsa: interrupted\n" });
});
