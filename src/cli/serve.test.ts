import { expect, test } from "vitest";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";
import type { MemoryHostOptions } from "./memory-host.ts";

async function serve(argv: readonly string[], options: MemoryHostOptions) {
  const host = memoryHost(options);
  const status = await main(["serve", ...argv], host);
  return { status, ...host.written };
}

const request = (id: number, method: string, params: object): string =>
  `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;

test("requests are answered in order until the input ends, which is status 0", async () => {
  const decode = request(1, "decode", { phaseSum: [Math.PI / 4], clusterSize: 4, weightBound: 1 });
  const { status, stdout, stderr } = await serve([], { input: `${decode}${request(2, "nope", {})}` });
  expect([status, stderr]).toEqual([0, ""]);
  const answers = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, object>);
  expect(answers).toHaveLength(2);
  expect(answers[0]).toEqual({ jsonrpc: "2.0", id: 1, result: { weightSum: [1] } });
  expect(answers[1]).toMatchObject({ id: 2, error: { code: -32601 } });
});

test("no input at all is no fault", async () => {
  expect(await serve([], {})).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("--remainder is what the reference declares and does", async () => {
  const input = request(1, "partition", { clients: 7, clusterSize: 3, seed: "s" });
  const sizesOf = async (argv: readonly string[]): Promise<number[]> => {
    const { stdout } = await serve(argv, { input });
    const { result } = JSON.parse(stdout) as { result: { clusters: number[][] } };
    return result.clusters.map((members) => members.length);
  };
  expect(await sizesOf([])).toEqual([4, 3]);
  expect(await sizesOf(["--remainder", "short"])).toEqual([3, 3, 1]);
  expect(await sizesOf(["--remainder", "merge"])).toEqual([3, 4]);
  expect(JSON.parse((await serve(["--remainder", "reject"], { input })).stdout)).toMatchObject({
    error: { code: -32602 },
  });
});

test("--faulty serves a version with a mistake, and says which are like a wrong id", async () => {
  const params = { weights: [1], clusterSize: 4, weightBound: 1 };
  const phase = async (argv: readonly string[]): Promise<unknown> =>
    JSON.parse((await serve(argv, { input: request(1, "encode", params) })).stdout);
  expect(await phase([])).toMatchObject({ result: { phases: [Math.PI / 4] } });
  expect(await phase(["--faulty", "encoding/factor-k-forgotten"])).toMatchObject({
    result: { phases: [Math.PI] },
  });
  const wrong = await serve(["--faulty", "encoding/factor-k-forgoten"], {});
  expect([wrong.status, wrong.stdout]).toEqual([64, ""]);
  expect(wrong.stderr).toMatch(
    /^cqsa: --faulty expected the id of a faulty version, like encoding\/factor-k-forgotten, /,
  );
  const both = await serve(["--faulty", "encoding/factor-k-forgotten", "--remainder", "short"], {});
  expect([both.status, both.stdout]).toEqual([64, ""]);
});

test("who starts it on a terminal is told what it waits for", async () => {
  const { status, stdout, stderr } = await serve([], { columns: 80 });
  expect([status, stdout]).toEqual([0, ""]);
  expect(stderr).toMatch(/^cqsa: reading requests from the terminal, [^\n]* Ctrl-D ends\n$/);
});

test("a reader that has gone ends it, and a full disk behind the output is told in one line", async () => {
  const failing = (code: string): MemoryHostOptions => ({
    input: request(1, "decode", { phaseSum: [1], clusterSize: 4, weightBound: 1 }),
    outputError: Object.assign(new Error(`${code}: write`), { code, syscall: "write" }),
  });
  expect(await serve([], failing("EPIPE"))).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(await serve([], failing("ENOSPC"))).toEqual({
    status: 65,
    stdout: "",
    stderr: "cqsa: standard output: no space left on the device\n",
  });
});
