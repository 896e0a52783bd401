import { z } from "zod";
import { failureSchema } from "../conformance/failure-schema.ts";
import { PROFILE_NAMES } from "../conformance/profiles.ts";
import { PROFILE_VERDICTS } from "../conformance/report.ts";
import type { VerifyReport } from "../conformance/report.ts";
import { capabilities } from "../implementation/schemas/results.ts";
import { OPERATION_NAMES } from "../implementation/vocabulary.ts";

const text = z.string();
const texts = z.array(text);
const count = z.int().min(0);
const positive = z.int().min(1);
const probability = z.number().min(0).max(1);
const operations = z.array(z.enum(OPERATION_NAMES));

const law = {
  law: text,
  sentence: text,
  clauses: texts,
  kind: z.enum(["deterministic", "statistical"]),
};

const entry = z.discriminatedUnion("verdict", [
  z.strictObject({
    ...law,
    verdict: z.literal("pass"),
    cases: count,
    level: probability.optional(),
    pValue: probability.optional(),
    smallestEffect: text.optional(),
  }),
  z.strictObject({ ...law, verdict: z.literal("violated"), cases: count }),
  z.strictObject({ ...law, verdict: z.literal("inconclusive"), cases: count, reason: text }),
  z.strictObject({ ...law, verdict: z.literal("not applicable"), reason: text }),
  z.strictObject({ ...law, verdict: z.literal("not run"), reason: text }),
]);

const counts = z.strictObject({
  pass: count,
  violated: count,
  inconclusive: count,
  "not applicable": count,
  "not run": count,
});

/** The shape of the report of `cqsa verify --format json`; `spec/verify.schema.json` is generated from it. */
export const verifySchema: z.ZodType<VerifyReport> = z.strictObject({
  kind: z.literal("cqsa-verify"),
  format: z.literal(1),
  made: z.strictObject({ version: text, commit: text.nullable(), node: text, command: text, seed: text }),
  declared: capabilities,
  settings: z.strictObject({
    laws: texts.nullable(),
    clauses: texts.nullable(),
    profile: z.enum([...PROFILE_NAMES, "all"]),
    runs: positive,
    samples: z.number().gt(0),
    maxFailures: positive.nullable(),
    shard: z.strictObject({ index: positive, count: positive }).nullable(),
    timeLimit: z.number().gt(0).nullable(),
  }),
  falseAlarmBudget: probability,
  level: probability,
  laws: z.array(entry),
  failures: z.array(failureSchema),
  stopped: z
    .strictObject({
      cause: z.enum(["time limit", "interrupted", "max failures", "adapter gone"]),
      reason: text,
    })
    .nullable(),
  faults: z.array(z.strictObject({ law: text, message: text })),
  observations: z.array(z.strictObject({ what: text, hint: text, times: positive })),
  notTested: z.array(z.strictObject({ reason: text, laws: texts, clauses: texts })),
  profiles: z.array(
    z.strictObject({
      profile: z.enum(PROFILE_NAMES),
      title: text,
      verdict: z.enum(PROFILE_VERDICTS),
      because: text,
      tested: operations,
      missing: operations,
      violated: texts,
      laws: counts,
    }),
  ),
}) as z.ZodType<VerifyReport>;
