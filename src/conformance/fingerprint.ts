import { createHash } from "node:crypto";
import type { Law } from "../../properties/law.ts";

/**
 * A short text that changes with what a law says: its sentence, its clauses, what it needs and its sample size. By it a
 * stored case notices that it was made for another version of the law.
 */
export function fingerprintOf(law: Law): string {
  const size = law.kind === "statistical" ? law.size : null;
  const text = JSON.stringify([law.kind, law.id, law.sentence, law.clauses, law.needs, size]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
