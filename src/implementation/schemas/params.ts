import { z } from "zod";
import { LAYOUTS } from "../../quantum/noise.ts";
import { KNOWN_RULES } from "../../rules/known-rules.ts";
import type * as T from "../implementation.ts";
import { WIRE_CHANNELS } from "../vocabulary.ts";
import type { OperationName } from "../vocabulary.ts";
import {
  anyObject,
  finite,
  integer,
  integerList,
  integerRows,
  integers,
  numberRows,
  numbers,
  oneOf,
  positive,
  strict,
  text,
  vectorsByIndex,
} from "./expect.ts";

/** `initialize`: which protocol the harness speaks, and who it is. */
export const initializeParams: z.ZodType<T.InitializeParams> = strict({
  protocol: z.literal(1, { error: "the number 1" }).describe("the version of the protocol that is spoken"),
  harness: strict({ name: text(), version: text() }).describe("who asks"),
});

// Descriptions are for the published JSON Schema.
const clusterSize = positive().describe("k, the nominal cluster size, in clients");
const weightBound = finite({ min: 0 }).describe("w_max, the largest magnitude of a weight, in weights");
const bits = integer(2, 32).describe("q, bits of the quantizer");
const bound = finite({ min: 0 }).describe("the largest magnitude of a value, in values");
const modulusBits = integer(2, 53).describe("b, bits of the modulus 2^b");
const shots = z
  .int({ error: "a positive integer or null" })
  .min(1, { error: "a positive integer or null" })
  .nullable()
  .describe("shots in each of the two bases; null: the exact expectations");
const seed = text().describe("opaque text that every draw follows from");
const probability = finite({ min: 0, max: 1 }).describe("p, the probability of an error after a CNOT");
const layout = oneOf(LAYOUTS).describe("the CNOTs of the preparation: chain (i, i+1), star (0, i)");
const noisy = WIRE_CHANNELS.filter((channel) => channel !== "none");

/** Gate noise: with `none`, layout and probability may be absent, but not wrong. */
export const noiseParams: z.ZodType<T.NoiseParams> = z.discriminatedUnion(
  "channel",
  [
    strict({
      channel: z.literal("none").describe("a preparation without errors"),
      layout: layout.optional(),
      probability: probability.optional(),
    }),
    strict({ channel: z.enum(noisy).describe("what happens after every CNOT"), layout, probability }),
  ],
  { error: "an object" },
);

const noise = noiseParams.describe("the noise of the preparation");
const rule = oneOf([...KNOWN_RULES.keys()]).describe("the rule that screens");
const tolerate = integer(0).describe("f, how many Byzantine inputs (clusters) the rule shall withstand");
const options = anyObject().describe("options of the rule by their keys").optional();
const reference = numbers().describe("d weights, for rules that compare with a trusted direction").optional();

const encode: z.ZodType<T.EncodeParams> = strict({
  weights: numbers().describe("d weights, each within ±weightBound"),
  clusterSize,
  weightBound,
});

const decode: z.ZodType<T.DecodeParams> = strict({
  phaseSum: numbers().describe("d sums of phases, radians, of any size"),
  clusterSize,
  weightBound,
});

const partition: z.ZodType<T.PartitionParams> = strict({
  clients: positive().describe("n, the clients"),
  clusterSize,
  seed: seed.optional(),
  // One client needs no draw: the list is empty then.
  draws: integerList(0)
    .describe("n − 1 places of a Fisher–Yates shuffle, 0 ≤ draws[t] ≤ n − 1 − t")
    .optional(),
})
  .superRefine(({ seed, draws }, context) => {
    if (seed === undefined && draws === undefined) {
      context.addIssue({
        code: "custom",
        path: ["seed"],
        message: "a string, or draws in its place",
        input: seed,
      });
    }
    if (seed !== undefined && draws !== undefined) {
      context.addIssue({ code: "custom", path: ["draws"], message: "no draws beside a seed", input: draws });
    }
  })
  .meta({ oneOf: [{ required: ["seed"] }, { required: ["draws"] }] });

const aggregate: z.ZodType<T.AggregateParams> = strict({
  phases: numberRows().describe("for each of the m members d phases, radians"),
  shots,
  noise,
  seed,
});

const fidelity: z.ZodType<T.FidelityParams> = strict({
  qubits: positive().describe("of the state, one for each member of a cluster"),
  noise,
});

const screen: z.ZodType<T.ScreenParams> = strict({
  aggregates: numberRows().describe("for each of the M clusters d mean weights"),
  rule,
  tolerate,
  options,
  reference,
  seed: seed.optional(),
});

const quantize: z.ZodType<T.QuantizeParams> = strict({
  values: numbers().describe("d values, each within ±bound"),
  bits,
  bound,
});

const dequantize: z.ZodType<T.DequantizeParams> = strict({
  integers: integers().describe("d integers: a quantized vector, or a sum of such"),
  bits,
  bound,
});

const mask: z.ZodType<T.MaskParams> = strict({
  integers: integers().describe("d integers"),
  client: integer(0).describe("the index of the client that masks"),
  pads: vectorsByIndex().describe("by the index of each peer, the d numbers in [0, 2^b) shared with it"),
  modulusBits,
});

const unmask: z.ZodType<T.UnmaskParams> = strict({
  masked: integerRows(0).describe("for each of n clients d numbers in [0, 2^b)"),
  modulusBits,
});

const round: z.ZodType<T.RoundParams> = strict({
  updates: numberRows().describe("for each of n clients the d weights of its update"),
  clusterSize,
  shots,
  noise,
  dropouts: integerList(0).describe("indices of the clients that leave after the bound is fixed"),
  rule,
  tolerate,
  options,
  reference,
  seed,
  view: z
    .boolean({ error: "true or false" })
    .describe("whether to show what the server saw besides")
    .optional(),
  hardening: anyObject()
    .describe("by measure of the hardened profile: true, false, or its parameters")
    .optional(),
});

/** What each operation takes; anything else is refused with a message that names the argument. */
export const operationParams: { readonly [O in OperationName]: z.ZodType<T.OperationParams[O]> } = {
  encode,
  decode,
  partition,
  aggregate,
  fidelity,
  screen,
  quantize,
  dequantize,
  mask,
  unmask,
  round,
};
