import { z } from "zod";
import type { AuditReport } from "../audit/report.ts";
import { PRESET_NAMES } from "../audit/presets.ts";
import { REMAINDER_POLICIES } from "../protocol/partition.ts";
import { CHANNEL_NAMES, LAYOUTS } from "../quantum/noise.ts";

const text = z.string();
const count = z.int().min(0);

const undecided = z.strictObject({ verdict: z.literal("undecided"), reason: text });

const verdict = z.discriminatedUnion("verdict", [
  z.strictObject({ verdict: z.literal("holds"), because: text }),
  z.strictObject({ verdict: z.literal("holds if"), condition: text, region: text, because: text }),
  z.strictObject({ verdict: z.literal("fails"), counterexample: text, because: text }),
  undecided,
]);

const lawVerdictNames = ["pass", "violated", "inconclusive", "not applicable"] as const;

const law = {
  law: text,
  sentence: text,
  clauses: z.array(text),
  kind: z.enum(["deterministic", "statistical"]),
};

const lawResult = z.discriminatedUnion("verdict", [
  z.strictObject({ ...law, verdict: z.literal("not applicable"), reason: text }),
  z.strictObject({ ...law, verdict: z.literal("inconclusive"), cases: count, reason: text }),
  z.strictObject({
    ...law,
    verdict: z.literal("violated"),
    cases: count,
    counterexample: z.strictObject({
      message: text,
      expected: text,
      received: text,
      example: z.json().optional(),
      seed: text,
      path: text.optional(),
    }),
  }),
  z.strictObject({
    ...law,
    verdict: z.literal("pass"),
    cases: count,
    level: z.number().optional(),
    pValue: z.number().optional(),
    smallestEffect: text.optional(),
  }),
]);

const claim = {
  id: text,
  title: text,
  quote: text,
  source: text,
  statement: text,
  clauses: z.array(text),
  laws: z.array(z.strictObject({ law: text, verdict: z.enum(lawVerdictNames) })),
};

const probability = z.number().min(0).max(1);

/** The shape of `audit.json`; `spec/audit.schema.json` is generated from it. */
export const auditSchema: z.ZodType<AuditReport> = z.strictObject({
  kind: z.literal("cqsa-audit"),
  format: z.literal(1),
  made: z.strictObject({ version: text, commit: text.nullable(), node: text, command: text, seed: text }),
  preset: z.enum(PRESET_NAMES),
  settings: z.strictObject({
    clusterSize: z.int().min(1),
    remainder: z.enum(REMAINDER_POLICIES),
    shots: z.int().min(1),
    noise: z.strictObject({ channel: z.enum(CHANNEL_NAMES), layout: z.enum(LAYOUTS), probability }),
  }),
  updates: z.strictObject({
    source: text,
    clients: z.int().min(1),
    coordinates: z.int().min(1),
    rounds: z.int().min(1),
    accuracies: z.array(probability),
  }),
  rounds: z.array(
    z.strictObject({
      round: z.int().min(1),
      clusters: z.int().min(1),
      weightBound: z.number().min(0),
      visibility: z.number(),
      expectedVisibility: z.number().nullable(),
      phaseError: z.number().min(0),
      predictedPhaseError: z.number().min(0).nullable(),
      relativeError: z.number().min(0).nullable(),
    }),
  ),
  lawBudget: probability,
  laws: z.array(lawResult),
  claims: z.array(z.strictObject({ ...claim, verdict, evidence: z.record(text, z.json()) })),
  strength: z
    .strictObject({
      commit: text.nullable(),
      changed: z.array(text),
      claims: z.record(
        text,
        z.strictObject({
          mutants: count,
          killedByOwn: count,
          killedByOwnLaws: count,
          killedByOthers: count,
          timedOut: count,
          uncovered: count,
          equivalent: count,
          uniqueKills: count,
          score: probability.nullable(),
          survivors: z.array(text),
          faults: z.strictObject({ noticed: count, of: count }).nullable(),
        }),
      ),
    })
    .optional(),
  notTested: z.array(text),
}) as z.ZodType<AuditReport>;
