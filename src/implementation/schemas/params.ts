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
  protocol: z.literal(1, { error: "the number 1" }),
  harness: strict({ name: text(), version: text() }),
});

const bound = finite({ min: 0 });
const bits = integer(2, 32);
const modulusBits = integer(2, 53);
const shots = z
  .int({ error: "a positive integer or null" })
  .min(1, { error: "a positive integer or null" })
  .nullable();
const probability = finite({ min: 0, max: 1 });
const layout = oneOf(LAYOUTS);
const noisy = WIRE_CHANNELS.filter((channel) => channel !== "none");

/** Gate noise: with `none`, layout and probability may be absent, but not wrong. */
export const noiseParams: z.ZodType<T.NoiseParams> = z.discriminatedUnion(
  "channel",
  [
    strict({
      channel: z.literal("none"),
      layout: layout.optional(),
      probability: probability.optional(),
    }),
    strict({ channel: z.enum(noisy), layout, probability }),
  ],
  { error: "an object" },
);

const rule = oneOf([...KNOWN_RULES.keys()]);

const encode: z.ZodType<T.EncodeParams> = strict({
  weights: numbers(),
  clusterSize: positive(),
  weightBound: bound,
});

const decode: z.ZodType<T.DecodeParams> = strict({
  phaseSum: numbers(),
  clusterSize: positive(),
  weightBound: bound,
});

const partition: z.ZodType<T.PartitionParams> = strict({
  clients: positive(),
  clusterSize: positive(),
  seed: text().optional(),
  // One client needs no draw: the list is empty then.
  draws: integerList(0).optional(),
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
  phases: numberRows(),
  shots,
  noise: noiseParams,
  seed: text(),
});

const fidelity: z.ZodType<T.FidelityParams> = strict({ qubits: positive(), noise: noiseParams });

const screen: z.ZodType<T.ScreenParams> = strict({
  aggregates: numberRows(),
  rule,
  tolerate: integer(0),
  options: anyObject().optional(),
  reference: numbers().optional(),
  seed: text().optional(),
});

const quantize: z.ZodType<T.QuantizeParams> = strict({ values: numbers(), bits, bound });

const dequantize: z.ZodType<T.DequantizeParams> = strict({ integers: integers(), bits, bound });

const mask: z.ZodType<T.MaskParams> = strict({
  integers: integers(),
  client: integer(0),
  pads: vectorsByIndex(),
  modulusBits,
});

const unmask: z.ZodType<T.UnmaskParams> = strict({ masked: integerRows(0), modulusBits });

const round: z.ZodType<T.RoundParams> = strict({
  updates: numberRows(),
  clusterSize: positive(),
  shots,
  noise: noiseParams,
  dropouts: integerList(0),
  rule,
  tolerate: integer(0),
  options: anyObject().optional(),
  reference: numbers().optional(),
  seed: text(),
  view: z.boolean({ error: "true or false" }).optional(),
  hardening: anyObject().optional(),
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
