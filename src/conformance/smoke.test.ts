import { expect, test } from "vitest";
import { spoiled } from "../../properties/rounds/spoiled.ts";
import type { Capabilities, Implementation } from "../implementation/implementation.ts";
import { fault, typedCall, unsupported } from "../implementation/outcome.ts";
import { createReference } from "../implementation/reference.ts";
import { smoke } from "./smoke.ts";
import type { SmokeCheck } from "./smoke.ts";

/** A clock that is a millisecond later at every look. */
function ticking(): () => number {
  let now = 0;
  return () => now++;
}

async function checksOf(implementation: Implementation): Promise<readonly SmokeCheck[]> {
  return smoke(implementation, "smoke", ticking());
}

/** In process, `initialize` is nobody's call: it is answered here as an adapter does. */
function adapterLike(implementation: Implementation): Implementation {
  const callRaw: Implementation["callRaw"] = async (operation, params) =>
    operation === "initialize" ? unsupported("protocol 1 alone") : implementation.callRaw(operation, params);
  return { ...implementation, callRaw, call: typedCall(callRaw) };
}

const SETTINGS: readonly (readonly [name: string, declared: Parameters<typeof createReference>[0]])[] = [
  ["everything", {}],
  ["each remainder refused", { remainder: "reject" }],
  ["merged remainders", { remainder: "merge" }],
  ["balanced remainders", { remainder: "balanced" }],
  ["masking alone", { operations: ["quantize", "dequantize", "mask", "unmask"] }],
  ["fidelity alone", { operations: ["fidelity"] }],
];

test.for(SETTINGS)("the reference with %s passes", async ([, declared]) => {
  const reference = adapterLike(createReference(declared));
  const checks = await checksOf(reference);
  expect(checks.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  const operations = reference.capabilities.operations.filter((name) => name !== "partition-draws");
  expect(operations.length).toBeGreaterThan(0);
  for (const name of operations) {
    expect(checks).toContainEqual({ layer: "adapter", name: `${name} answers`, verdict: "pass", detail: "" });
  }
});

test("requests keep to what is declared, however little that is", async () => {
  const reference = createReference();
  const capabilities: Capabilities = {
    ...reference.capabilities,
    rules: { krum: [] },
    noise: { channels: ["depolarizing1x2"], layouts: ["star"] },
    limits: { clients: 3, coordinates: 1, shots: 1 },
  };
  const checks = await checksOf(adapterLike({ ...reference, capabilities }));
  expect(checks.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  expect(checks.filter(({ name }) => name.endsWith(" answers"))).toHaveLength(11);
});

test("a wrong definition is the implementation's, with what was expected and received", async () => {
  const halved = spoiled(createReference(), "decode", async (params, honest) => ({
    weightSum: (await honest(params)).weightSum.map((weight) => weight / 2),
  }));
  const failed = (await checksOf(adapterLike(halved))).filter(({ verdict }) => verdict === "fail");
  expect(failed.length).toBeGreaterThan(0);
  expect(failed[0]).toMatchObject({ layer: "implementation", name: "encoding/decode-definition" });
  expect(failed[0]!.detail).toMatch(/^weightSum\[\d\] differs: expected \S+, received \S+$/);
});

/** The reference with an adapter that answers some operations with a fault. */
function faulty(...operations: readonly string[]): Implementation {
  const reference = adapterLike(createReference());
  const callRaw: Implementation["callRaw"] = async (operation, params) =>
    operations.includes(operation) ? fault("exit status 1") : reference.callRaw(operation, params);
  return { ...reference, callRaw, call: typedCall(callRaw) };
}

test("a fault is the adapter's, is shown with its request, and what is computed is not looked at", async () => {
  const checks = await checksOf(faulty("screen"));
  const failed = checks.filter(({ verdict }) => verdict === "fail");
  expect(failed.map(({ layer, name }) => [layer, name])).toEqual([["adapter", "screen answers"]]);
  expect(failed[0]!.detail).toMatch(/^fault: exit status 1, to \{"aggregates":/);
  expect(checks.some(({ layer }) => layer === "implementation")).toBe(false);
});

test("after three faults no further operation is asked", async () => {
  const { operations } = createReference().capabilities;
  const checks = await checksOf(faulty(...operations));
  const asked = checks.filter(({ name }) => name.endsWith(" answers"));
  expect(asked.map(({ verdict }) => verdict)).toEqual([
    ...Array.from({ length: 3 }, () => "fail"),
    ...Array.from({ length: 8 }, () => "skipped"),
  ]);
  expect(asked.at(-1)!.detail).toBe("not asked: after 3 faults");
});

test("a crash on the way is the adapter's, too, and ends the look", async () => {
  const reference = adapterLike(createReference());
  let calls = 0;
  const callRaw: Implementation["callRaw"] = async (operation, params) =>
    ++calls > 250 ? fault("exit status 139") : reference.callRaw(operation, params);
  const checks = await checksOf({ ...reference, callRaw, call: typedCall(callRaw) });
  expect(checks.at(-1)).toMatchObject({ layer: "adapter", verdict: "fail" });
  expect(checks.at(-1)!.detail).toContain("received fault: exit status 139");
  expect(checks.filter(({ verdict }) => verdict === "fail")).toHaveLength(1);
});

test("the rate is that of the calls which fit into a second", async () => {
  let now = 0;
  const slow = await smoke(
    adapterLike(createReference({ operations: ["encode"] })),
    "smoke",
    () => (now += 100),
  );
  expect(slow.find(({ name }) => name === "speed")!.detail).toMatch(/^\d calls of encode a second$/);
});
