import type { Capabilities, Outcome } from "./implementation.ts";
import { ok, reject, unsupported } from "./outcome.ts";
import { isObject } from "./schemas/expect.ts";
import { parse } from "./schemas/explain.ts";
import { initializeParams } from "./schemas/params.ts";
import { PROTOCOL_VERSION } from "./vocabulary.ts";

/**
 * Answers `initialize`: what is declared, or "unsupported" for another version of the protocol – first
 * of all, since another version may send other parameters.
 */
export function answerInitialize(capabilities: Capabilities, params: unknown): Outcome<Capabilities> {
  const protocol = isObject(params) ? params["protocol"] : undefined;
  if (typeof protocol === "number" && protocol !== PROTOCOL_VERSION) {
    return unsupported(
      `"protocol" expected ${PROTOCOL_VERSION}, the only version spoken here, got ${protocol}`,
    );
  }
  const parsed = parse(initializeParams, params);
  return parsed.valid ? ok(capabilities) : reject(parsed.message);
}
