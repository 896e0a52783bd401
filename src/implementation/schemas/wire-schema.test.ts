import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { EXAMPLE_PARAMS } from "../examples.ts";
import { answerLine } from "../json-rpc.ts";
import { createReference } from "../reference.ts";
import { OPERATION_NAMES } from "../vocabulary.ts";
import type { OperationName } from "../vocabulary.ts";
import { wireSchema } from "./wire-schema.ts";

type Json = Readonly<Record<string, unknown>>;

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true });
ajv.addSchema(wireSchema(), "wire");
const isMessage = ajv.getSchema("wire")!;
const part = (name: string): ValidateFunction => ajv.getSchema(`wire#/$defs/${name}`)!;

const reference = createReference();
const initialize = { protocol: 1, harness: { name: "h", version: "1" } };
const PARAMS = { initialize, ...EXAMPLE_PARAMS };
type Method = keyof typeof PARAMS;
const METHODS: readonly Method[] = ["initialize", ...OPERATION_NAMES];

const requestOf = (method: Method): Json => ({ jsonrpc: "2.0", id: 7, method, params: PARAMS[method] });

async function answered(request: unknown): Promise<Json> {
  const text = await answerLine(reference, Buffer.from(JSON.stringify(request)));
  return JSON.parse(text!) as Json;
}

test.each(METHODS)(
  "the schema takes a request and a response of %s [WIRE-OPS-1, WIRE-MSG-1]",
  async (method) => {
    const request = requestOf(method);
    const response = await answered(request);
    expect(response).toHaveProperty("result");
    expect(part(`${method}.params`)(PARAMS[method])).toBe(true);
    expect(part(`${method}.result`)(response["result"])).toBe(true);
    expect(part(`${method}.request`)(request)).toBe(true);
    expect(part(`${method}.response`)(response)).toBe(true);
    expect(isMessage(request)).toBe(true);
    expect(isMessage(response)).toBe(true);
  },
);

/** Everything that one change makes of an object: a member less, one more, one of another type. */
function spoilt(value: Json, optional: readonly string[] = []): [what: string, value: Json][] {
  return [
    ...Object.keys(value).flatMap((name): [string, Json][] => {
      const { [name]: _, ...rest } = value;
      return [
        ...(optional.includes(name) ? [] : ([[`no ${name}`, rest]] satisfies [string, Json][])),
        [`${name} of another type`, { ...value, [name]: { other: "type" } }],
      ];
    }),
    ["an unknown member", { ...value, unknown: 1 }],
  ];
}

test.each(METHODS)("the schema refuses spoilt parameters and results of %s [WIRE-REJ-1]", async (method) => {
  const cases = spoilt(PARAMS[method] as unknown as Json);
  expect(cases.length).toBeGreaterThan(4);
  for (const [what, params] of cases) {
    expect(part(`${method}.params`)(params), what).toBe(false);
    expect(part(`${method}.request`)({ ...requestOf(method), params }), what).toBe(false);
    expect(isMessage({ ...requestOf(method), params }), what).toBe(false);
  }
  const response = await answered(requestOf(method));
  const optional = ["visibility", "weights", "rules", "noise", "remainder", "limits", "extensions"];
  const results = spoilt(response["result"] as Json, method === "fidelity" ? [] : optional);
  expect(results.length).toBeGreaterThan(1);
  for (const [what, result] of results) {
    expect(part(`${method}.response`)({ ...response, result }), what).toBe(false);
  }
});

test.each([
  ["no version", { jsonrpc: undefined }],
  ["another version", { jsonrpc: "1.0" }],
  ["no id", { id: undefined }],
  ["an id of null", { id: null }],
  ["an unknown method", { method: "decrypt" }],
  ["another method's parameters", { method: "decode" }],
])("the schema refuses a request with %s", (_title, change) => {
  const request = JSON.parse(JSON.stringify({ ...requestOf("encode"), ...change })) as Json;
  expect(isMessage(request)).toBe(false);
});

test("the schema takes every answer of a server, refusals and complaints too [WIRE-OUT-1, WIRE-MSG-3]", async () => {
  const asked: unknown[] = [
    { ...requestOf("encode"), params: {} },
    { ...requestOf("encode"), method: "decrypt" },
    { ...requestOf("encode"), id: "seven" },
    { ...requestOf("encode"), jsonrpc: "1.0" },
    [requestOf("encode")],
  ];
  for (const request of asked) expect(isMessage(await answered(request))).toBe(true);
  const garbage = JSON.parse((await answerLine(reference, Buffer.from("NaN")))!) as Json;
  expect(garbage).toMatchObject({ id: null, error: { code: -32700 } });
  expect(isMessage(garbage)).toBe(true);
});

test.each([
  ["a result and an error", { result: { phases: [1] }, error: { code: -32602, message: "" } }],
  ["neither a result nor an error", {}],
  ["an error without a message", { error: { code: -32602 } }],
  ["an error whose code is a text", { error: { code: "-32602", message: "" } }],
  ["a result of another operation", { result: { weightSum: [1] } }],
])("the schema refuses a response with %s", (_title, answer) => {
  const response = { jsonrpc: "2.0", id: 7, ...answer };
  expect(part("encode.response")(response)).toBe(false);
});

test("everything that has a unit or a shape of its own is described", () => {
  const { $defs } = wireSchema() as { readonly $defs: Readonly<Record<string, { properties?: Json }>> };
  const undescribed = OPERATION_NAMES.flatMap((name: OperationName) =>
    ["params", "result"].flatMap((kind) =>
      Object.entries($defs[`${name}.${kind}`]!.properties!)
        .filter(([, schema]) => typeof (schema as Json)["description"] !== "string")
        .map(([member]) => `${name}.${kind}.${member}`),
    ),
  );
  expect(undescribed).toEqual([]);
});
