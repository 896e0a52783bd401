import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { z } from "zod";
import { EXAMPLE_PARAMS } from "../examples.ts";
import { createReference } from "../reference.ts";
import { OPERATION_NAMES } from "../vocabulary.ts";
import { parse } from "./explain.ts";
import { initializeParams, operationParams } from "./params.ts";
import { capabilities, operationResults } from "./results.ts";

function accepts(schema: z.ZodType, value: unknown): boolean {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
  return ajv.compile(z.toJSONSchema(schema, { io: "input" }))(value);
}

test.each(OPERATION_NAMES)(
  "The JSON Schema of %s takes the example and its result [WIRE-OPS-1]",
  async (name) => {
    const outcome = await createReference().callRaw(name, EXAMPLE_PARAMS[name]);
    if (outcome.outcome !== "ok") throw new Error(outcome.message);
    expect(accepts(operationParams[name], EXAMPLE_PARAMS[name])).toBe(true);
    expect(accepts(operationResults[name], outcome.result)).toBe(true);
    expect(parse<unknown>(operationResults[name], outcome.result)).toHaveProperty("valid", true);
  },
);

test("The JSON Schema of initialize takes what the reference declares [WIRE-INIT-1]", () => {
  expect(accepts(initializeParams, { protocol: 1, harness: { name: "h", version: "1" } })).toBe(true);
  const declared = createReference().capabilities;
  expect(accepts(capabilities, declared)).toBe(true);
  expect(parse(capabilities, declared)).toHaveProperty("valid", true);
});

test("The JSON Schema of vectors and matrices says what they hold", () => {
  const schema = z.toJSONSchema(operationParams.aggregate, { io: "input" });
  expect(schema).toMatchObject({
    type: "object",
    required: ["phases", "shots", "noise", "seed"],
    additionalProperties: false,
    properties: {
      phases: {
        type: "array",
        minItems: 1,
        items: { type: "array", minItems: 1, items: { type: "number" } },
      },
    },
  });
});

const { encode, partition, mask, round } = EXAMPLE_PARAMS;

test.each([
  ["a weight as text", operationParams.encode, { ...encode, weights: ["NaN"] }],
  ["no weights", operationParams.encode, { ...encode, weights: [] }],
  ["an unknown parameter", operationParams.encode, { ...encode, extra: 1 }],
  ["a seed and draws", operationParams.partition, { ...partition, draws: [0, 0, 0, 0] }],
  ["neither a seed nor draws", operationParams.partition, { clients: 5, clusterSize: 2 }],
  ["a draw with a fraction", operationParams.partition, { clients: 2, clusterSize: 2, draws: [0.5] }],
  ["a peer that is no plain index", operationParams.mask, { ...mask, pads: { "01": [1, 2] } }],
  ["a negative pad", operationParams.mask, { ...mask, pads: { "0": [-1, 2] } }],
  [
    "noise without a layout",
    operationParams.round,
    { ...round, noise: { channel: "depolarizing2", probability: 0 } },
  ],
  ["an unknown rule", operationParams.round, { ...round, rule: "mode" }],
  ["shots of 0", operationParams.round, { ...round, shots: 0 }],
])("JSON Schema and library refuse alike: %s", (_, schema: z.ZodType, value: unknown) => {
  expect(accepts(schema, value)).toBe(false);
  expect(parse(schema, value)).toHaveProperty("valid", false);
});

test.each([
  ["an empty result", operationResults.encode, {}],
  ["a null for a number", operationResults.encode, { phases: [null] }],
  ["NaN as text", operationResults.decode, { weightSum: ["NaN"] }],
  ["a member of its own", operationResults.encode, { phases: [1], note: "" }],
  ["an index with a fraction", operationResults.partition, { clusters: [[0.5]] }],
  ["an empty cluster", operationResults.partition, { clusters: [[0], []] }],
  ["accepted as numbers", operationResults.screen, { aggregate: [1], accepted: [1, 0] }],
  ["rows of two lengths", operationResults.round, { aggregates: [[1], null, [1, 2]] }],
])("A result of another shape is refused: %s [WIRE-OPS-1]", (_, schema: z.ZodType, value: unknown) => {
  expect(accepts(schema, value) && parse(schema, value).valid).toBe(false);
  expect(parse(schema, value)).toHaveProperty("valid", false);
});

test("Aggregates may be null where a cluster was lost [WIRE-ROUND-1]", async () => {
  const params = { ...round, clusterSize: 1, dropouts: [0] };
  const outcome = await createReference().call("round", params);
  if (outcome.outcome !== "ok") throw new Error(outcome.message);
  expect(outcome.result.aggregates).toHaveLength(3);
  expect(outcome.result.aggregates.filter((row) => row === null)).toHaveLength(1);
  expect(accepts(operationResults.round, outcome.result)).toBe(true);
  expect(parse(operationResults.round, outcome.result)).toHaveProperty("valid", true);
});
