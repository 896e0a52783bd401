import { z } from "zod";
import type { AttackReport } from "../campaign/report.ts";
import type { Hardening } from "../protocol/hardening/hardening.ts";
import { CHANNEL_NAMES, LAYOUTS } from "../quantum/noise.ts";

const text = z.string();
const count = z.int().min(0);
const positive = z.int().min(1);
const probability = z.number().min(0).max(1);
const number = z.number();
const options = z.record(text, z.json());
const adversaryOptions = z.record(text, z.union([number, text]));

const setting = {
  clients: positive,
  clusterSize: positive,
  shots: positive.nullable(),
  noise: z.strictObject({ channel: z.enum(CHANNEL_NAMES), layout: z.enum(LAYOUTS), probability }),
  alpha: number.nullable(),
};

const rate = z
  .strictObject({
    successes: count,
    cases: positive,
    rate: probability,
    lower: probability,
    upper: probability,
  })
  .nullable();
const figure = z.strictObject({
  trials: positive,
  median: number,
  mean: number,
  lower: number.nullable(),
  upper: number.nullable(),
});

const cell = z.strictObject({
  adversary: text.nullable(),
  adversaryOptions,
  rule: text,
  ruleOptions: options,
  tolerate: count.nullable(),
  ...setting,
  byzantine: count,
});

const summary = z.strictObject({
  cell,
  trials: count,
  rounds: count,
  truePositives: rate,
  falsePositives: rate,
  precision: rate,
  auc: figure.nullable(),
  deviation: figure.nullable(),
  cosine: figure.nullable(),
  noHonestMajority: rate,
  lost: rate,
  withoutUpdate: rate,
  refusal: text.nullable(),
  suspects: z.array(z.strictObject({ rounds: positive, attackers: number, honest: number, exposed: number })),
  training: z
    .strictObject({
      accuracies: z.array(probability),
      finalAccuracy: figure,
      loss: figure.nullable(),
      success: figure.nullable(),
    })
    .nullable(),
  tampers: z.boolean().nullable(),
  closedForms: z.array(
    z.strictObject({
      what: text,
      formula: text,
      expected: number,
      measured: number,
      lower: number,
      upper: number,
      agrees: z.boolean(),
    }),
  ),
});

/** The shape of the report of `cqsa attack`; `spec/attack.schema.json` is generated from it. */
export const attackSchema: z.ZodType<AttackReport> = z.strictObject({
  kind: z.literal("cqsa-attack"),
  format: z.literal(1),
  made: z.strictObject({
    version: text,
    commit: text.nullable(),
    node: text,
    command: text,
    seed: text,
  }),
  subject: text.nullable(),
  plan: z.strictObject({
    rounds: positive,
    trials: positive,
    training: z.boolean(),
    seed: text,
    hardening: (
      z.record(z.string(), z.record(z.string(), z.union([z.number(), z.string()]))) as z.ZodType<Hardening>
    )
      .describe("by measure of the hardened profile: its parameters; absent for the plain profile")
      .optional(),
  }),
  source: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("training"), dataset: text.nullable(), rounds: positive }),
    z.strictObject({ kind: z.literal("file"), path: text }),
  ]),
  fingerprint: text.nullable(),
  confidence: probability,
  errorBudget: probability,
  done: z.strictObject({ trials: count, planned: positive }),
  cells: z.array(summary),
  worst: z.array(
    z.strictObject({
      setting: z.strictObject({ ...setting, byzantine: count }),
      rule: text,
      ruleOptions: options,
      adversary: text,
      adversaryOptions,
      deviation: number.nullable(),
      cosine: number.nullable(),
      accuracy: probability.nullable(),
      withoutUpdate: probability,
      baseline: z.strictObject({
        deviation: number.nullable(),
        cosine: number.nullable(),
        accuracy: probability.nullable(),
      }),
      holds: z.boolean(),
    }),
  ),
  criterion: text,
  endurance: z.array(
    z.strictObject({
      setting: z.strictObject(setting),
      rule: text,
      ruleOptions: options,
      tried: z.array(positive),
      most: positive.nullable(),
    }),
  ),
  notes: z.array(text),
});
