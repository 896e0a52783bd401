import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { connectStdio } from "./connect.ts";
import { listProcesses } from "./processes.ts";
import { scriptFolder } from "./scripted-adapter.ts";

const folder = scriptFolder();
afterAll(folder.remove);

const STUBBORN = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);';

/** An adapter that answers with the process ids of its offspring, all of which ignore SIGTERM. */
const FORKING = {
  start: `
    process.on("SIGTERM", () => {});
    const offspring = [process.pid];
    const fork = (source, options) =>
      childProcess.spawn(process.execPath, ["-e", source], { stdio: ["ignore", "inherit", "inherit"], ...options });
    const stubborn = ${JSON.stringify(STUBBORN)};
    // In the group, holding stdout open.
    offspring.push(fork(stubborn, {}).pid);
    // In a session of its own.
    offspring.push(fork(stubborn, { detached: true }).pid);
    // A daemon: in a session of its own, and an orphan.
    const daemon = "const child = require('node:child_process').spawn(process.execPath, ['-e', " +
      JSON.stringify(stubborn) + "], { detached: true, stdio: 'ignore' }); " +
      "require('node:fs').writeFileSync(" + JSON.stringify(__filename + ".daemon") + ", String(child.pid)); process.exit()";
    childProcess.spawnSync(process.execPath, ["-e", daemon], { stdio: "ignore" });
    offspring.push(Number(fs.readFileSync(__filename + ".daemon", "utf8")));`,
  call: "reply({ phases: offspring })",
  end: "",
};

/** Those of the processes that run; a dead one that nobody waited for does not. */
function running(pids: readonly number[]): number[] {
  const rows = listProcesses();
  if (rows !== null) return rows.filter(({ pid }) => pids.includes(pid)).map(({ pid }) => pid);
  return pids.filter((pid) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  });
}

const ENCODE = { weights: [1], clusterSize: 1, weightBound: 1 };

async function offspringOf(call: Promise<unknown>): Promise<number[]> {
  return ((await call) as { readonly result: { readonly phases: number[] } }).result.phases;
}

test.skipIf(process.platform !== "linux")(
  "Nothing of an adapter is left: children, what left its group, what ignores SIGTERM [WIRE-OUT-6]",
  async () => {
    const adapter = await connectStdio({ command: folder.adapter(FORKING), grace: 200 });
    const offspring = await offspringOf(adapter.call("encode", ENCODE));
    expect(offspring).toHaveLength(4);
    expect(new Set(running(offspring))).toStrictEqual(new Set(offspring));
    await adapter.close();
    expect(running(offspring)).toStrictEqual([]);
    expect(adapter.observed()).toMatchObject({
      endsWithInput: false,
      lastEnd: "killed by SIGKILL",
      leftBehind: [],
    });
  },
);

test("An adapter that ends at the end of its input leaves no child behind either [WIRE-MSG-4]", async () => {
  const adapter = await connectStdio({
    command: folder.adapter({
      start: `const child = childProcess.spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"])`,
      call: "reply({ phases: [process.pid, child.pid] })",
    }),
    grace: 1000,
  });
  const offspring = await offspringOf(adapter.call("encode", ENCODE));
  expect(running(offspring)).toHaveLength(2);
  await adapter.close();
  expect(running(offspring)).toStrictEqual([]);
  expect(adapter.observed()).toMatchObject({ endsWithInput: true, lastEnd: "exit status 0" });
});

const CONNECT = JSON.stringify(join(import.meta.dirname, "connect.ts"));

/** Runs a program that connects to the forking adapter, and then what is given. */
async function harness(afterwards: string): Promise<{ offspring: number[]; end: unknown }> {
  const source = `
    import { connectStdio } from ${CONNECT};
    const adapter = await connectStdio({ command: ${JSON.stringify(folder.adapter(FORKING))} });
    const outcome = await adapter.call("encode", ${JSON.stringify(ENCODE)});
    process.stdout.write(JSON.stringify(outcome.result.phases) + "\\n");
    ${afterwards}`;
  const [program, file] = folder.program("harness.mts", source);
  const child = spawn(program, [file!], { stdio: ["ignore", "pipe", "ignore"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const end = once(child, "exit");
  while (!text.endsWith("\n")) await once(child.stdout, "data");
  const offspring = JSON.parse(text) as number[];
  if (afterwards.startsWith("await new Promise")) child.kill("SIGTERM");
  return { offspring, end: await end };
}

const ENDS: Readonly<Record<string, readonly [string, unknown]>> = {
  exits: ["process.exit(5)", [5, null]],
  "dies of an error": ["throw new Error('fault')", [1, null]],
  "is sent SIGTERM": ["await new Promise(() => setInterval(() => {}, 1000))", [null, "SIGTERM"]],
};

test.skipIf(process.platform !== "linux").concurrent.for(Object.entries(ENDS))(
  "Nothing of an adapter is left when the harness %s",
  async ([, [afterwards, expected]], { expect }) => {
    const { offspring, end } = await harness(afterwards);
    expect(end).toStrictEqual(expected);
    expect(offspring).toHaveLength(4);
    await expect.poll(() => running(offspring)).toStrictEqual([]);
  },
);
