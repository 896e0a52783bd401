import { z } from "zod";
import { OPERATION_NAMES } from "../vocabulary.ts";
import { failure, request, success } from "./envelopes.ts";
import { initializeParams, operationParams } from "./params.ts";
import { capabilities, operationResults } from "./results.ts";

type Json = Readonly<Record<string, unknown>>;

function schemaOf(validator: z.ZodType): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(validator, { io: "input" });
  return schema;
}

function refer(name: string): Json {
  return { $ref: `#/$defs/${name}` };
}

/** An envelope of which one member is what a definition says. */
function holding(envelope: z.ZodType, members: Json): Json {
  const schema = schemaOf(envelope);
  return { ...schema, properties: { ...(schema["properties"] as Json), ...members } };
}

function definitionsOf(method: string, params: z.ZodType, result: z.ZodType): Json {
  return {
    [`${method}.params`]: schemaOf(params),
    [`${method}.result`]: schemaOf(result),
    [`${method}.request`]: holding(request, {
      method: { const: method },
      params: refer(`${method}.params`),
    }),
    [`${method}.response`]: {
      anyOf: [holding(success, { result: refer(`${method}.result`) }), refer("error")],
    },
  };
}

/**
 * The JSON Schema (draft 2020-12) of the wire: `spec/wire.schema.json`. The whole of it takes a request or a response;
 * its definitions, named like `encode.params`, `encode.result`, `encode.request` and `encode.response`, take what one
 * method has. It is made from the validators that the program itself uses.
 */
export function wireSchema(): object {
  const methods = ["initialize", ...OPERATION_NAMES];
  const own = OPERATION_NAMES.map((name) =>
    definitionsOf(name, operationParams[name], operationResults[name]),
  );
  const each = (part: string): Json[] => methods.map((method) => refer(`${method}.${part}`));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "cqsa wire protocol, version 1",
    description:
      "One message: a request of the harness or a response of the adapter. Phases are in radians, weights in the unit of the model's updates; clients and clusters count from 0.",
    anyOf: [refer("request"), refer("response")],
    $defs: {
      request: { anyOf: each("request") },
      response: { anyOf: each("response") },
      error: schemaOf(failure),
      ...definitionsOf("initialize", initializeParams, capabilities),
      ...Object.assign({}, ...own),
    },
  };
}
