import * as fc from "fast-check";
import { expect, test } from "vitest";
import { laws } from "../../properties/index.ts";
import { whyNot } from "../../properties/run-law.ts";
import type { Capabilities } from "../implementation/implementation.ts";
import { overStream } from "../implementation/over-stream.ts";
import { createReference } from "../implementation/reference.ts";
import { readValue, storeValue } from "./stored-value.ts";
import type { Json } from "./stored-value.ts";

/** True for values that are equal down to the sign of zero and the order of keys; prototypes aside. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (JSON.stringify(keys) !== JSON.stringify(Object.keys(b))) return false;
  return keys.every((key) => same(Reflect.get(a, key), Reflect.get(b, key)));
}

function travelled(value: unknown): unknown {
  return readValue(JSON.parse(JSON.stringify(storeValue(value))) as Json);
}

test("the comparison of this test tells what JSON confuses", () => {
  expect(same(-0, 0)).toBe(false);
  expect(same({ a: undefined }, {})).toBe(false);
  expect(same([undefined], [null])).toBe(false);
  expect(same({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(false);
  expect(same({ a: [NaN] }, { a: [NaN] })).toBe(true);
});

test("what JSON has no form for comes back as it was", () => {
  for (const value of [
    -0,
    NaN,
    Infinity,
    -Infinity,
    undefined,
    12345678901234567890n,
    -5n,
    null,
    "",
    "\uD800",
  ]) {
    expect(same(travelled({ at: [value] }), { at: [value] })).toBe(true);
  }
  expect(storeValue([-0, 1])).toEqual([{ $: "-0" }, 1]);
});

test("an object that has the mark as a key of its own, or an odd one, comes back as it was", () => {
  const marked = { $: "-0", other: { $: "object", entries: [] } };
  expect(same(travelled(marked), marked)).toBe(true);
  const odd: unknown = JSON.parse('{"__proto__": -0, "constructor": {"$": 1}}');
  expect(same(travelled(odd), odd)).toBe(true);
});

test("anything that is plain data comes back as it was", () => {
  const data = fc.anything({ withBigInt: true, withNullPrototype: true });
  fc.assert(
    fc.property(data, (value) => {
      expect(same(travelled(value), value)).toBe(true);
    }),
  );
});

test("what is no plain data is refused with its place", () => {
  expect(() => storeValue({ rows: [[() => 1]] })).toThrow('"example.rows.0.0" expected plain data');
  expect(() => storeValue({ at: new Float64Array(2) })).toThrow('"example.at" expected plain data');
  expect(() => storeValue({ [Symbol.iterator]: 1 })).toThrow('"example" expected plain data');
  // eslint-disable-next-line no-sparse-arrays -- it is what is refused
  expect(() => storeValue([1, , 2])).toThrow("an array without holes");
  expect(() => readValue({ $: "Map" })).toThrow('a known mark under "$"');
  expect(() => readValue({ $: "bigint", digits: "x" })).toThrow('a known mark under "$"');
});

const CAPABILITIES: readonly Capabilities[] = [
  createReference().capabilities,
  createReference({
    remainder: "reject",
    rules: ["krum"],
    channels: ["depolarizing2"],
    limits: { clients: 9 },
  }).capabilities,
  createReference({ operations: ["round"], extensions: [] }).capabilities,
  createReference({ operations: ["mask", "unmask", "quantize", "dequantize"] }).capabilities,
  // Rules that the reference does not have.
  { ...createReference().capabilities, rules: { fltrust: [], dnc: ["subsample"] } },
];

async function restart(): Promise<void> {
  return Promise.resolve();
}

const { callText } = overStream(createReference());

test("the cases of every law are plain data and come back as they were", () => {
  const changed: string[] = [];
  const tried = new Set<string>();
  for (const law of laws) {
    if (law.kind === "statistical") continue;
    for (const capabilities of CAPABILITIES) {
      if (whyNot(law, { capabilities, restart, callText }) !== undefined) continue;
      const numRuns = tried.has(law.id) ? 20 : 200;
      tried.add(law.id);
      const cases = fc.sample(law.cases(capabilities), { numRuns });
      expect(cases).toHaveLength(numRuns);
      if (!cases.every((example) => same(travelled(example), example))) changed.push(law.id);
    }
  }
  expect(changed).toEqual([]);
  expect(laws.filter(({ id, kind }) => kind === "deterministic" && !tried.has(id))).toEqual([]);
});
