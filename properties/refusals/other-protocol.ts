import fc from "fast-check";
import { CODES, PROTOCOL_VERSION } from "../../src/implementation/vocabulary.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustNotOffer } from "./must-not-offer.ts";

/** A harness of another version must not be told that all is well. */
export const otherProtocol: Law = deterministicLaw<number>({
  id: "refusals/other-protocol",
  sentence: "`initialize` with another version of the protocol is answered with -32001",
  clauses: ["WIRE-INIT-2"],
  needs: [],
  mostRuns: 10,
  cases: () => fc.integer({ min: 0, max: 1000 }).filter((version) => version !== PROTOCOL_VERSION),
  check: async (implementation, protocol) => {
    const harness = { name: "cqsa-harness", version: "0" };
    await mustNotOffer(implementation, "initialize", { protocol, harness }, [CODES.unsupported]);
    return "held";
  },
});
