import { z } from "zod";
import type { LeakageReport } from "../campaign/leakage/report.ts";
import type { Hardening } from "../protocol/hardening/hardening.ts";
import { CHANNEL_NAMES, LAYOUTS } from "../quantum/noise.ts";

const text = z.string();
const count = z.int().min(0);
const positive = z.int().min(1);
const probability = z.number().min(0).max(1);
const number = z.number();

const source = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("training"), dataset: text.nullable(), rounds: positive }),
  z.strictObject({ kind: z.literal("file"), path: text }),
]);
const updates = z.strictObject({ source, alpha: number.nullable(), coordinates: positive });
const curve = z.strictObject({ clients: positive, clusterSize: positive, updates });

const hardening = z.record(text, z.record(text, z.union([number, text]))) as z.ZodType<Hardening>;
const cell = z.strictObject({
  adversary: text,
  options: z.record(text, z.union([number, text])),
  clients: positive,
  clusterSize: positive,
  shots: positive.nullable(),
  noise: z.strictObject({ channel: z.enum(CHANNEL_NAMES), layout: z.enum(LAYOUTS), probability }),
  rounds: positive,
  partition: z.enum(["reshuffled", "fixed"]),
  model: z
    .strictObject({
      coordinates: positive,
      ratio: number.nullable().describe("var(lasting)/var(fresh); null: updates stay"),
      loudness: number,
      spread: number,
    })
    .nullable()
    .describe("normal updates; null: those of the plan's source"),
  hardening: hardening.nullable().describe("by measure: its parameters; null for the plain profile"),
});

const figure = z.strictObject({
  figure: text,
  value: number,
  lower: number.nullable(),
  upper: number.nullable(),
  trials: positive,
  expected: z.strictObject({ value: number, formula: text, tolerance: number }).nullable(),
  agrees: z.boolean().nullable(),
});

const mean = z.strictObject({
  trials: positive,
  median: number,
  mean: number,
  lower: number.nullable(),
  upper: number.nullable(),
});

/** The shape of the report of a leakage campaign; `spec/leakage.schema.json` is generated from it. */
export const leakageSchema: z.ZodType<LeakageReport> = z.strictObject({
  kind: z.literal("cqsa-leakage"),
  format: z.literal(1),
  made: z.strictObject({ version: text, commit: text.nullable(), node: text, command: text, seed: text }),
  subject: text.nullable(),
  plan: z.strictObject({
    trials: positive,
    seed: text,
    updates: updates.nullable(),
    curves: z.array(curve),
  }),
  fingerprint: text.nullable(),
  confidence: probability,
  errorBudget: probability,
  done: z.strictObject({ trials: count, planned: positive }),
  cells: z.array(z.strictObject({ cell, trials: count, figures: z.array(figure) })),
  curves: z.array(
    z.strictObject({
      curve,
      trials: count,
      points: z.array(
        z.strictObject({
          rounds: positive,
          reshuffled: mean,
          fixed: mean,
          readReshuffled: number,
          readFixed: number,
        }),
      ),
    }),
  ),
  notes: z.array(text),
});
