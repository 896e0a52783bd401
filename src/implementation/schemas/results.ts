import { z } from "zod";
import { REMAINDER_POLICIES } from "../../protocol/partition.ts";
import type * as T from "../implementation.ts";
import { PROTOCOL_ITEMS } from "../vocabulary.ts";
import type { OperationName } from "../vocabulary.ts";
import {
  finite,
  integer,
  integerLists,
  integers,
  nullableRows,
  numbers,
  oneOf,
  positive,
  strict,
  text,
} from "./expect.ts";

const names = z.array(text(), { error: "an array of strings" });

/** What `initialize` returns. Names of rules, channels and extensions may be the implementation's own. */
export const capabilities: z.ZodType<T.Capabilities> = strict({
  protocol: z.literal(1, { error: "the number 1" }),
  implementation: strict({ name: text(), version: text(), language: text() }),
  operations: z.array(oneOf(PROTOCOL_ITEMS), { error: "an array of operation names" }),
  rules: z.record(z.string(), names, { error: "an object of arrays of strings" }).optional(),
  noise: strict({ channels: names, layouts: names }).optional(),
  remainder: oneOf(REMAINDER_POLICIES).optional(),
  limits: strict({
    clients: positive().optional(),
    coordinates: positive().optional(),
    shots: positive().optional(),
  }).optional(),
  extensions: names.optional(),
});

const accepted = z
  .array(z.boolean({ error: "true or false" }), { error: "an array of true and false" })
  .min(1, { error: "at least one entry" });

const view: z.ZodType<T.RoundView> = strict({ reports: numbers(), visibility: nullableRows() });

/** What each operation returns: the shape only, never whether the value is right. */
export const operationResults: { readonly [O in OperationName]: z.ZodType<T.OperationResults[O]> } = {
  encode: strict({ phases: numbers() }),
  decode: strict({ weightSum: numbers() }),
  partition: strict({ clusters: integerLists(0) }),
  aggregate: strict({ phaseSum: numbers(), visibility: numbers().optional() }),
  fidelity: strict({ fidelity: finite(), population: finite(), visibility: finite() }),
  screen: strict({ aggregate: numbers(), accepted, weights: numbers().optional() }),
  quantize: strict({ integers: integers() }),
  dequantize: strict({ values: numbers() }),
  mask: strict({ masked: integers(0) }),
  unmask: strict({ sum: integers() }),
  round: strict({
    weightBound: finite({ min: 0 }),
    clusters: integerLists(0),
    aggregates: nullableRows(),
    accepted,
    update: numbers(),
    contributors: integer(0),
    view: view.optional(),
  }),
};
