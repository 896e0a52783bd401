import { expect, test } from "vitest";
import { renewed } from "./renewed.ts";
import { faultOf } from "./tell-apart.ts";

const LOUD = {
  updates: [[9], [1]],
  clusterSize: 1,
  shots: null,
  noise: { channel: "none" },
  dropouts: [],
  rule: "mean",
  tolerate: 0,
  seed: "s",
};
const QUIET = { ...LOUD, updates: [[1], [1]] };

test("What a faulty version remembers it forgets at initialize, and at nothing else", async () => {
  const version = renewed(faultOf("determinism/largest-bound-remembered").make);
  const boundOf = async (params: object): Promise<unknown> => {
    const outcome = await version.callRaw("round", params);
    return outcome.outcome === "ok" ? (outcome.result as { weightBound: unknown }).weightBound : outcome;
  };
  expect([await boundOf(LOUD), await boundOf(QUIET)]).toEqual([9, 9]);
  await version.callRaw("initialize", { protocol: 1, harness: { name: "h", version: "1" } });
  expect(await boundOf(QUIET)).toBe(1);
});
