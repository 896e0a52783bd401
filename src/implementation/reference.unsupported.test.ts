import { expect, test } from "vitest";
import { EXAMPLE_PARAMS } from "./examples.ts";
import { createReference } from "./reference.ts";
import type { ReferenceOptions } from "./reference.ts";
import { OPERATION_NAMES } from "./vocabulary.ts";

interface Row {
  readonly title: string;
  readonly options?: ReferenceOptions;
  readonly operation: string;
  readonly params: unknown;
  readonly code: -32601 | -32001;
  readonly names: string;
}

const { partition, aggregate, fidelity, screen, encode, round, unmask } = EXAMPLE_PARAMS;
const big = { clients: 2, coordinates: 1, shots: 10 };
const unlisted: ReferenceOptions = { operations: ["encode", "partition", "screen"] };

const ROWS: readonly Row[] = [
  {
    title: "an operation that no one knows [WIRE-OUT-2]",
    operation: "frobnicate",
    params: {},
    code: -32601,
    names: "frobnicate",
  },
  {
    title: "partition-draws as an operation: it is none [WIRE-OPS-1]",
    operation: "partition-draws",
    params: partition,
    code: -32601,
    names: "partition-draws",
  },
  {
    title: "a name of every object [WIRE-OUT-2]",
    operation: "constructor",
    params: {},
    code: -32601,
    names: "constructor",
  },
  {
    title: "an operation that is not declared [WIRE-OUT-1]",
    options: unlisted,
    operation: "round",
    params: round,
    code: -32601,
    names: "round",
  },
  {
    title: "an undeclared operation with bad parameters [WIRE-OUT-1]",
    options: unlisted,
    operation: "fidelity",
    params: 3,
    code: -32601,
    names: "fidelity",
  },
  {
    title: "draws without partition-draws [WIRE-INIT-1]",
    options: unlisted,
    operation: "partition",
    params: { clients: 2, clusterSize: 1, draws: [0] },
    code: -32001,
    names: "draws",
  },
  {
    title: "a known rule that is not declared [WIRE-OUT-3]",
    options: { rules: ["mean"] },
    operation: "screen",
    params: screen,
    code: -32001,
    names: "rule",
  },
  {
    title: "more subsets than mda and smea enumerate [WIRE-OUT-3]",
    options: {},
    operation: "screen",
    params: { aggregates: Array.from({ length: 21 }, (_, i) => [i]), rule: "mda", tolerate: 10 },
    code: -32001,
    names: "aggregates",
  },
  {
    title: "a rule of the protocol that a round asks for and that is not declared [WIRE-OUT-3]",
    options: { rules: ["mean", "median"] },
    operation: "round",
    params: { ...round, rule: "smea" },
    code: -32001,
    names: "rule",
  },
  {
    title: "a channel that is not declared [WIRE-OUT-3]",
    options: { channels: ["none"] },
    operation: "aggregate",
    params: aggregate,
    code: -32001,
    names: "noise.channel",
  },
  {
    title: "a layout that is not declared [WIRE-OUT-3]",
    options: { layouts: ["star"] },
    operation: "fidelity",
    params: fidelity,
    code: -32001,
    names: "noise.layout",
  },
  {
    title: "an undeclared layout with the channel none [WIRE-OUT-3]",
    options: { layouts: ["star"] },
    operation: "fidelity",
    params: { qubits: 2, noise: { channel: "none", layout: "chain" } },
    code: -32001,
    names: "noise.layout",
  },
  {
    title: "view: true without the extension [WIRE-EXT-3]",
    options: { extensions: [] },
    operation: "round",
    params: { ...round, view: true },
    code: -32001,
    names: "view",
  },
  {
    title: "hardening, which is not declared [WIRE-EXT-3]",
    options: { extensions: ["view"] },
    operation: "round",
    params: { ...round, hardening: {} },
    code: -32001,
    names: "hardening",
  },
  {
    title: "more clients than the limit [WIRE-INIT-3]",
    options: { limits: big },
    operation: "partition",
    params: partition,
    code: -32001,
    names: "clients",
  },
  {
    title: "more rows than the limit on clients [WIRE-INIT-3]",
    options: { limits: big },
    operation: "screen",
    params: screen,
    code: -32001,
    names: "clients",
  },
  {
    title: "more qubits than the limit on clients [WIRE-INIT-3]",
    options: { limits: big },
    operation: "fidelity",
    params: fidelity,
    code: -32001,
    names: "clients",
  },
  {
    title: "more coordinates than the limit [WIRE-INIT-3]",
    options: { limits: big },
    operation: "encode",
    params: encode,
    code: -32001,
    names: "coordinates",
  },
  {
    title: "more columns than the limit [WIRE-INIT-3]",
    options: { limits: big },
    operation: "unmask",
    params: unmask,
    code: -32001,
    names: "coordinates",
  },
  {
    title: "more shots than the limit [WIRE-INIT-3]",
    options: { limits: { shots: 10 } },
    operation: "aggregate",
    params: { ...aggregate, shots: 11 },
    code: -32001,
    names: "shots",
  },
  {
    title: "clients that would not fit in memory [WIRE-INIT-3]",
    operation: "partition",
    params: { ...partition, clients: 2 ** 53 - 1 },
    code: -32001,
    names: "clients",
  },
  {
    title: "another version of the protocol [WIRE-INIT-2]",
    operation: "initialize",
    params: { protocol: 2, novelty: true },
    code: -32001,
    names: "protocol",
  },
];

test.each(ROWS)("Unsupported: $title", async ({ options, operation, params, code, names }) => {
  const outcome = await createReference(options).callRaw(operation, params);
  expect(outcome).toMatchObject({ outcome: "unsupported", code });
  expect((outcome as { message: string }).message).toContain(names);
});

test("What lies within the limits is answered [WIRE-INIT-3]", async () => {
  const limits = { clients: 5, coordinates: 2, shots: 10 };
  const reference = createReference({ limits });
  for (const [operation, params] of [
    ["partition", partition],
    ["encode", encode],
    ["aggregate", { ...aggregate, shots: 10 }],
  ] as const) {
    expect(await reference.callRaw(operation, params)).toHaveProperty("outcome", "ok");
  }
});

test("What is not declared is optional: channel none needs no layout, view: false no extension", async () => {
  const reference = createReference({ layouts: [], extensions: [] });
  const noise = { channel: "none" };
  expect(await reference.callRaw("fidelity", { qubits: 2, noise })).toHaveProperty("outcome", "ok");
  expect(await reference.callRaw("round", { ...round, view: false })).toHaveProperty("outcome", "ok");
});

test("A partial reference declares only what its operations need [WIRE-INIT-1]", () => {
  expect(Object.keys(createReference({ operations: ["encode"] }).capabilities)).toStrictEqual([
    "protocol",
    "implementation",
    "operations",
    "limits",
  ]);
  expect(createReference({ operations: ["partition"] }).capabilities).toHaveProperty("remainder", "balanced");
  const { capabilities } = createReference({ operations: ["screen"], rules: ["krum"] });
  expect(capabilities.rules).toStrictEqual({ krum: ["neighbours", "distance", "preAggregators"] });
  expect(capabilities).not.toHaveProperty("remainder");
  expect(OPERATION_NAMES).toHaveLength(11);
});

test("A reference cannot declare what it does not have", () => {
  expect(() => createReference({ rules: ["mode"] })).toThrow('"rules" expected one of');
  expect(() => createReference({ operations: ["partition-draws"] })).toThrow(
    '"operations" expected partition',
  );
});
