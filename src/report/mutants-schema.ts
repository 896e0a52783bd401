import { z } from "zod";
import type { CleanReport, KillReport, PowerReport } from "../conformance/mutants/report.ts";

const text = z.string();
const texts = z.array(text);
const patterns = texts.nullable();
const count = z.int().min(0);
const positive = z.int().min(1);
const probability = z.number().min(0).max(1);

const made = z.strictObject({
  version: text,
  commit: text.nullable(),
  node: text,
  command: text,
  seed: text,
});
const harnessFaults = z.array(z.strictObject({ subject: text, law: text, message: text }));

const kills = z.strictObject({
  kind: z.literal("cqsa-mutants"),
  format: z.literal(1),
  made,
  settings: z.strictObject({ laws: patterns, faults: patterns, runs: positive, overStdio: z.boolean() }),
  laws: z.array(z.strictObject({ law: text, clauses: texts, applied: z.boolean(), kills: count })),
  faults: z.array(
    z.strictObject({
      fault: text,
      mistake: text,
      clauses: texts,
      verdict: z.enum(["killed", "killed by others", "survives"]),
      killedBy: z.array(z.strictObject({ law: text, own: z.boolean(), message: text })),
      inconclusive: texts,
    }),
  ),
  inferred: count,
  falseAlarms: z.array(z.strictObject({ law: text, message: text })),
  harnessFaults,
  stream: z
    .strictObject({
      unusable: z.array(z.strictObject({ fault: text, reason: text })),
      more: z.array(z.strictObject({ fault: text, law: text, message: text })),
      unsent: z.array(z.strictObject({ fault: text, law: text, message: text })),
      differences: z.array(z.strictObject({ fault: text, law: text, inProcess: text, overStdio: text })),
      unnoticed: z.array(text),
    })
    .nullable(),
});

const clean = z.strictObject({
  kind: z.literal("cqsa-clean"),
  format: z.literal(1),
  made,
  settings: z.strictObject({ laws: patterns, runs: positive, seeds: positive }),
  falseAlarmBudget: probability,
  levels: z.strictObject({ law: probability, first: probability }),
  laws: count,
  violations: z.array(z.strictObject({ law: text, seed: text, message: text })),
  inconclusive: z.array(z.strictObject({ law: text, seed: text, reason: text })),
  harnessFaults,
  pValues: z.array(z.strictObject({ law: text, smallest: probability, seed: text, runs: positive })),
});

const power = z.strictObject({
  kind: z.literal("cqsa-power"),
  format: z.literal(1),
  made,
  settings: z.strictObject({ laws: patterns, trials: positive }),
  power: probability,
  wanted: count,
  laws: z.array(z.strictObject({ law: text, effect: text.nullable(), found: count })),
  harnessFaults,
});

/** The shape of the reports of `cqsa mutants`; `spec/mutants.schema.json` is generated from it. */
export const mutantsSchema: z.ZodType<KillReport | CleanReport | PowerReport> = z.discriminatedUnion("kind", [
  kills,
  clean,
  power,
]);
