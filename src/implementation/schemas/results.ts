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
  operations: z
    .array(oneOf(PROTOCOL_ITEMS), { error: "an array of operation names" })
    .describe("what is offered; partition-draws: that partition takes draws"),
  rules: z
    .record(z.string(), names, { error: "an object of arrays of strings" })
    .describe("rule → the option keys that are offered for it")
    .optional(),
  noise: strict({ channels: names, layouts: names }).optional(),
  remainder: oneOf(REMAINDER_POLICIES)
    .describe("what becomes of the clients left over where k does not divide n")
    .optional(),
  limits: strict({
    clients: positive().describe("also for rows of a matrix and for qubits").optional(),
    coordinates: positive().optional(),
    shots: positive().describe("in each basis").optional(),
  })
    .describe("the most that is taken")
    .optional(),
  extensions: names.optional(),
});

const accepted = z
  .array(z.boolean({ error: "true or false" }), { error: "an array of true and false" })
  .min(1, { error: "at least one entry" })
  .describe("by cluster: whether the rule accepts it");

const visibility = "measured lengths in [0, 1] by coordinate";

const view: z.ZodType<T.RoundView> = strict({
  reports: numbers()
    .describe("by client: the largest magnitude of its update, in weights; absent with a clip bound")
    .optional(),
  visibility: nullableRows().describe(`by cluster: ${visibility}; null for a lost one`),
});

/** What each operation returns: the shape only, never whether the value is right. */
export const operationResults: { readonly [O in OperationName]: z.ZodType<T.OperationResults[O]> } = {
  encode: strict({ phases: numbers().describe("d phases π·w/(k·w_max), radians") }),
  decode: strict({ weightSum: numbers().describe("d sums of weights") }),
  partition: strict({ clusters: integerLists(0).describe("by cluster: the indices of its members") }),
  aggregate: strict({
    phaseSum: numbers().describe("d estimates of the phase sum in [−π, π], radians"),
    visibility: numbers().describe(visibility).optional(),
  }),
  fidelity: strict({
    fidelity: finite().describe("(population + visibility)/2"),
    population: finite().describe("of |0…0⟩ and |1…1⟩ together"),
    visibility: finite().describe("2·Re ρ_{0…0,1…1}, with its sign"),
  }),
  screen: strict({
    aggregate: numbers().describe("d weights"),
    accepted,
    weights: numbers().describe("by cluster: how much it counts").optional(),
  }),
  quantize: strict({ integers: integers().describe("d integers v·(2^(q−1) − 1)/bound, rounded") }),
  dequantize: strict({ values: numbers().describe("d values, or sums of them") }),
  mask: strict({ masked: integers(0).describe("d numbers in [0, 2^b)") }),
  unmask: strict({ sum: integers().describe("d integers in [−2^(b−1), 2^(b−1))") }),
  round: strict({
    weightBound: finite({ min: 0 }).describe("w_max, in weights"),
    clusters: integerLists(0).describe("by cluster: the indices of its members"),
    aggregates: nullableRows().describe("by cluster: d mean weights; null for a lost one"),
    accepted,
    update: numbers().describe("d weights: the rule's output"),
    contributors: integer(0).describe("the clients in accepted clusters"),
    view: view.describe("with `view: true`: what the server saw besides").optional(),
  }),
};
