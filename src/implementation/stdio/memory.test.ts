import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { scriptFolder } from "./scripted-adapter.ts";

const folder = scriptFolder();
afterAll(folder.remove);

/** What an adapter does with its first call, and the fault that it gets for it. */
const FLOODS: readonly (readonly [string, RegExp])[] = [
  // 1 GB without a line feed, of short lines, and of an array that does not end.
  ["for (let i = 0; i < 1024; i++) write(block)", /^a line is too long: more than 67108864 bytes/u],
  ["for (let i = 0; i < 1024; i++) write(lines)", /^endless output: 1001 lines/u],
  ["write(head); for (let i = 0; i < 1024; i++) write(zeros)", /^a line is too long/u],
  // A whole line just below the limit, whose values would take ten times as much.
  [
    'write(head); for (let i = 0; i < 60; i++) write(zeros); write("0]}\\n")',
    /^the answer is no possible result: more than \d+ values/u,
  ],
  [
    "for (let i = 0; i < 1e5; i++) fs.writeSync(1, byte); process.exit(1)",
    /^the adapter ended: exit status 1 during encode/u,
  ],
  [
    "for (let i = 0; i < 300; i++) fs.writeSync(2, block); process.exit(1)",
    /^the adapter ended: exit status 1 during encode, its stderr ends "…x+";/u,
  ],
];

const START = `
  const byte = Buffer.from("x");
  const block = "x".repeat(1 << 20);
  const lines = "x\\n".repeat(1 << 19);
  const zeros = "0,".repeat(1 << 19);
  let head;`;

test("Floods of output are stopped, and this process stays below 300 MB [WIRE-OUT-1]", async () => {
  const commands = FLOODS.map(([flood]) =>
    folder.adapter({
      start: START,
      call: `head = '{"jsonrpc":"2.0","id":' + request.id + ',"result":['; ${flood}`,
    }),
  );
  // In a process of its own: the memory of this one is that of all tests.
  const [program, file] = folder.program(
    "harness.mts",
    `
    import { readFileSync } from "node:fs";
    import { connectStdio } from ${JSON.stringify(join(import.meta.dirname, "connect.ts"))};
    const messages = [];
    for (const command of ${JSON.stringify(commands)}) {
      const adapter = await connectStdio({ command });
      messages.push((await adapter.call("encode", { weights: [1], clusterSize: 1, weightBound: 1 })).message);
      await adapter.close();
    }
    // maxRSS would count the parent too: a process starts with the peak of the one that forked it.
    const peak = /^VmHWM:\\s+(\\d+) kB/mu.exec(readFileSync("/proc/self/status", "utf8"))[1];
    console.log(JSON.stringify({ messages, megabytes: Number(peak) / 1024 }));`,
  );
  const { stdout } = await promisify(execFile)(program, [file!]);
  const { messages, megabytes } = JSON.parse(stdout) as { messages: string[]; megabytes: number };
  expect(messages).toHaveLength(FLOODS.length);
  for (const [i, [, message]] of FLOODS.entries()) expect(messages[i]).toMatch(message);
  expect(megabytes).toBeGreaterThan(50);
  expect(megabytes).toBeLessThan(300);
});
