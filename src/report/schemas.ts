import { z } from "zod";
import { failureSchema } from "../conformance/failure-schema.ts";
import { wireSchema } from "../implementation/schemas/wire-schema.ts";
import { attackSchema } from "./attack-schema.ts";
import { auditSchema } from "./audit-schema.ts";
import { hardeningSchema } from "./hardening-schema.ts";
import { leakageSchema } from "./leakage-schema.ts";
import { mutantsSchema } from "./mutants-schema.ts";
import { verifySchema } from "./verify-schema.ts";

/** A JSON Schema of this package and the file below `spec/` that publishes it. */
export interface PublishedSchema {
  readonly file: string;
  readonly schema: object;
}

/** Every published schema, generated from the validator that the program itself uses. */
export function publishedSchemas(): readonly PublishedSchema[] {
  return [
    { file: "wire.schema.json", schema: wireSchema() },
    { file: "audit.schema.json", schema: { title: "cqsa audit report", ...z.toJSONSchema(auditSchema) } },
    { file: "attack.schema.json", schema: { title: "cqsa attack report", ...z.toJSONSchema(attackSchema) } },
    {
      file: "hardening.schema.json",
      schema: { title: "cqsa hardening report", ...z.toJSONSchema(hardeningSchema) },
    },
    {
      file: "leakage.schema.json",
      schema: { title: "cqsa leakage report", ...z.toJSONSchema(leakageSchema) },
    },
    { file: "verify.schema.json", schema: { title: "cqsa verify report", ...z.toJSONSchema(verifySchema) } },
    {
      file: "mutants.schema.json",
      schema: { title: "cqsa mutants report", ...z.toJSONSchema(mutantsSchema) },
    },
    {
      file: "failure.schema.json",
      schema: { title: "cqsa stored failure", ...z.toJSONSchema(failureSchema) },
    },
  ];
}
