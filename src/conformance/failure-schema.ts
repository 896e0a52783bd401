import { z } from "zod";
import { integer, oneOf, strict, text } from "../implementation/schemas/expect.ts";
import { capabilities } from "../implementation/schemas/results.ts";
import type { StoredFailure } from "./failure.ts";

const json = z.json({ error: "JSON" });

const call = strict({
  operation: text(),
  params: json,
  outcome: oneOf(["ok", "reject", "unsupported", "fault"]),
  answer: json,
  before: z.array(text(), { error: "an array of lines" }).optional(),
  strays: z.array(json, { error: "an array of answers" }).optional(),
});

const common = {
  kind: z.literal("cqsa-failure", { error: '"cqsa-failure"' }),
  format: z.literal(1, { error: "the number 1" }),
  harness: text(),
  law: z.string({ error: "the id of a law" }).regex(/^[\w/-]+$/u, { error: "the id of a law" }),
  fingerprint: text(),
  sentence: text(),
  clauses: z.array(strict({ id: text(), level: oneOf(["MUST", "SHOULD", "MAY"]), text: text() }), {
    error: "an array of clauses",
  }),
  declared: capabilities,
  seed: text(),
  message: text(),
  expected: text(),
  received: text(),
  calls: strict({ count: integer(0), last: z.array(call, { error: "an array of calls" }) }),
};

const level = z
  .number({ error: "a number" })
  .gt(0, { error: "a number above 0" })
  .lt(1, { error: "a number below 1" });

/** The shape of a failure file; `spec/failure.schema.json` is generated from it. */
export const failureSchema: z.ZodType<StoredFailure> = z.discriminatedUnion(
  "lawKind",
  [
    strict({
      ...common,
      lawKind: z.literal("deterministic"),
      runs: integer(1),
      path: text().nullable(),
      example: json,
    }),
    strict({ ...common, lawKind: z.literal("statistical"), level, size: integer(1) }),
  ],
  { error: '"deterministic" or "statistical"' },
);
