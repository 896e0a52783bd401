import { z } from "zod";
import { auditSchema } from "./audit-schema.ts";

/** A JSON Schema of this package and the file below `spec/` that publishes it. */
export interface PublishedSchema {
  readonly file: string;
  readonly schema: object;
}

/** Every published schema, generated from the validator that the program itself uses. */
export function publishedSchemas(): readonly PublishedSchema[] {
  return [
    { file: "audit.schema.json", schema: { title: "cqsa audit report", ...z.toJSONSchema(auditSchema) } },
  ];
}
