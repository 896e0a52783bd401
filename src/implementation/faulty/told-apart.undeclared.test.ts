import { expect, test } from "vitest";
import { createReference } from "../reference.ts";
import type { ReferenceOptions } from "../reference.ts";
import { AGGREGATE, faultOf, NOISE, ROUND } from "./tell-apart.ts";
import type { Request } from "./tell-apart.ts";

/** What is asked of a version that declares a part, and how it ends there and where that part is all there is. */
interface Beyond {
  readonly id: string;
  /** What an honest implementation would be that declares the same; undefined: the reference cannot be that. */
  readonly part?: ReferenceOptions;
  readonly request: Request;
  readonly wrong: "ok" | "reject" | "unsupported";
}

const SCREEN = { aggregates: [[1], [2], [4]], rule: "median", tolerate: 0 };
const RULES: ReferenceOptions = { rules: ["mean", "median", "krum"] };

const CASES: readonly Beyond[] = [
  {
    id: "undeclared/rules-answered",
    part: RULES,
    request: ["screen", { ...SCREEN, rule: "cge" }],
    wrong: "ok",
  },
  {
    id: "undeclared/rules-are-the-mean",
    part: RULES,
    request: ["screen", { ...SCREEN, rule: "cge" }],
    wrong: "ok",
  },
  {
    id: "undeclared/channel-is-the-other",
    part: { channels: ["none", "depolarizing2"] },
    request: ["fidelity", { qubits: 3, noise: { ...NOISE, channel: "depolarizing1x2" } }],
    wrong: "ok",
  },
  {
    id: "undeclared/channel-is-none",
    part: { channels: ["none"] },
    request: ["aggregate", { ...AGGREGATE, noise: NOISE }],
    wrong: "ok",
  },
  {
    id: "undeclared/layout-is-the-chain",
    part: { layouts: ["chain"] },
    request: ["fidelity", { qubits: 3, noise: { ...NOISE, layout: "star" } }],
    wrong: "ok",
  },
  {
    id: "undeclared/options-ignored",
    request: ["screen", { ...SCREEN, rule: "krum", options: { distance: "euclidean" } }],
    wrong: "ok",
  },
  {
    id: "undeclared/options-refused",
    request: ["screen", { ...SCREEN, rule: "krum", options: { distance: "euclidean" } }],
    wrong: "reject",
  },
  {
    id: "undeclared/operations-answered",
    part: { operations: ["encode", "decode", "partition", "aggregate", "screen"] },
    request: ["unmask", { masked: [[1]], modulusBits: 8 }],
    wrong: "ok",
  },
  {
    id: "undeclared/draws-ignored",
    part: { operations: ["encode", "decode", "partition", "aggregate", "fidelity", "screen", "round"] },
    request: ["partition", { clients: 3, clusterSize: 1, draws: [0, 0] }],
    wrong: "ok",
  },
  {
    id: "undeclared/extensions-ignored",
    part: { extensions: [] },
    request: ["round", { ...ROUND, view: true }],
    wrong: "ok",
  },
  {
    id: "undeclared/beyond-the-limit-answered",
    part: { limits: { clients: 24 } },
    request: ["partition", { clients: 25, clusterSize: 5, seed: "s" }],
    wrong: "ok",
  },
  {
    id: "undeclared/limit-of-another-machine",
    part: { limits: { clients: 24 } },
    request: ["partition", { clients: 24, clusterSize: 5, seed: "s" }],
    wrong: "unsupported",
  },
  {
    id: "undeclared/remainder-formed",
    part: { remainder: "reject" },
    request: ["partition", { clients: 5, clusterSize: 2, seed: "s" }],
    wrong: "ok",
  },
];

test.each(CASES)("$id shows against an implementation that keeps its declaration", async (beyond) => {
  const { id, part, request, wrong } = beyond;
  const version = faultOf(id).make();
  const declared = await version.callRaw("initialize", {
    protocol: 1,
    harness: { name: "h", version: "1" },
  });
  expect(declared).toEqual({ outcome: "ok", result: version.capabilities });
  expect(version.capabilities).not.toEqual(createReference().capabilities);
  if (part !== undefined) {
    const honest = createReference(part);
    expect(version.capabilities).toEqual(honest.capabilities);
    expect((await honest.callRaw(...request)).outcome).not.toBe(wrong);
  }
  expect((await version.callRaw(...request)).outcome).toBe(wrong);
});
