import { createHash } from "node:crypto";

/** A short fingerprint of a text. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
