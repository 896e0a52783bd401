import { expect, test } from "vitest";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

async function run(argv: readonly string[], input = "") {
  const host = memoryHost({ input });
  const status = await main(argv, host);
  return { status, ...host.written };
}

test("--hardening of serve sets the measures of rounds that name none themselves", async () => {
  const params = {
    updates: [[1], [0.5], [-4], [2]],
    clusterSize: 2,
    shots: null,
    noise: { channel: "none" },
    dropouts: [],
    rule: "mean",
    tolerate: 0,
    seed: "s",
  };
  const boundOf = async (list: string, given: object): Promise<unknown> => {
    const line = `${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "round", params: { ...params, ...given } })}\n`;
    const { stdout } = await run(["serve", "--hardening", list], line);
    return (JSON.parse(stdout) as { result: { weightBound: number } }).result.weightBound;
  };
  expect(await boundOf("none", {})).toBe(4);
  expect(await boundOf("clip-bound:bound=1.5", {})).toBe(1.5);
  expect(await boundOf("clip-bound:bound=1.5", { hardening: {} })).toBe(4);
  expect(await boundOf("clip-bound", { hardening: { "clip-bound": { bound: 3 } } })).toBe(3);
});

test.each([
  ["serve", "bogus", "--hardening expected one of clip-bound,"],
  ["serve", "wide-modulus", "which is for masked sums"],
  ["attack", "none,all", "--hardening expected none by itself"],
  ["attack", "all,reshuffle-budget", "stable-clusters or reshuffle-budget"],
  [
    "attack",
    "stable-clusters:rounds=0",
    "--hardening stable-clusters.rounds expected an integer of at least 1",
  ],
  ["attack", "local-noise", "clip-bound beside local-noise"],
  ["attack", "balanced-clusters:least=9", "--cluster-size expected clusters of at least 9 clients"],
])("cqsa %s --hardening %s is wrong usage, in one line", async (verb, list, part) => {
  const { status, stdout, stderr } = await run([verb, "--hardening", list]);
  expect([status, stdout]).toEqual([64, ""]);
  expect(stderr).toContain(part);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});
