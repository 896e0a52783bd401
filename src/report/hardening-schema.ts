import { z } from "zod";
import type { HardeningReport } from "../campaign/hardening/report.ts";
import { MEASURES } from "../campaign/hardening/measures.ts";
import type { AnyMeasure } from "../campaign/hardening/measures.ts";
import { COSTS } from "../campaign/hardening/costs.ts";
import type { CostName } from "../campaign/hardening/costs.ts";
import { CHANNEL_NAMES, LAYOUTS } from "../quantum/noise.ts";

const text = z.string();
const count = z.int().min(0);
const positive = z.int().min(1);
const number = z.number();

const names = Object.keys(MEASURES) as [AnyMeasure, ...AnyMeasure[]];
const measure = z.enum([...names, "all"]);
const estimate = z.strictObject({ value: number, lower: number, upper: number });
const compared = {
  plain: estimate,
  hardened: estimate,
  isBetter: z.boolean().describe("the intervals are apart, for the better"),
  isWorse: z.boolean(),
};

/** The shape of the report of `cqsa attack --preset hardening`; `spec/hardening.schema.json` is generated from it. */
export const hardeningSchema: z.ZodType<HardeningReport> = z.strictObject({
  kind: z.literal("cqsa-hardening"),
  format: z.literal(1),
  made: z.strictObject({
    version: text,
    commit: text.nullable(),
    node: text,
    command: text,
    seed: text,
  }),
  done: z.strictObject({ parts: count, planned: positive }),
  scene: z.strictObject({
    clients: positive,
    clusterSize: positive,
    coordinates: positive,
    shots: positive,
    noise: z.strictObject({
      channel: z.enum(CHANNEL_NAMES),
      layout: z.enum(LAYOUTS),
      probability: z.number().min(0).max(1),
    }),
    rounds: positive,
    byzantine: positive,
  }),
  trials: positive,
  trainings: count,
  confidence: z.number().min(0).max(1),
  rows: z.array(
    z.strictObject({
      measure,
      switches: z.record(text, z.json()).describe("by measure: true, or its parameters"),
      adds: text,
      against: z.array(text),
      adversaries: z.array(
        z.strictObject({
          adversary: text,
          options: z.record(text, z.union([number, text])),
          figure: text,
          nothing: number.describe("the figure of one who gains nothing"),
          ...compared,
          effect: z.enum(["defeated", "weakened", "unchanged", "helped", "harmless"]),
          left: estimate
            .nullable()
            .describe("share of the plain gain that is left; null where none was told from nothing"),
        }),
      ),
      costs: z.array(
        z.strictObject({
          cost: z.enum(Object.keys(COSTS) as [CostName, ...CostName[]]),
          what: text,
          ...compared,
          difference: estimate
            .nullable()
            .describe("trial by trial, hardened less plain; null where trials do not pair"),
        }),
      ),
    }),
  ),
  leftOut: z.array(z.enum(names)).describe("neither weakened anyone nor cost anything"),
  unfinished: z.array(measure).describe("not measured to the end"),
  tradeOff: z.array(
    z.strictObject({
      rounds: positive.describe("E: rounds of a partition"),
      after: positive.describe("T: rounds so far"),
      partitions: positive,
      falseSuspects: estimate,
      expectedSuspects: number,
      r2: estimate,
      expectedR2: number,
      agrees: z.boolean(),
    }),
  ),
});
