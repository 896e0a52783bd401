import fc from "fast-check";
import { drawlessRequests, seededRequests } from "../arbitraries/requests.ts";
import type { Request } from "../arbitraries/requests.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustReject } from "../violation.ts";
import { answerTo, mustBeSame } from "./same-answer.ts";

/**
 * Any operations in one order and then in the reverse, with a refusal before each: what came before leaves no trace, and
 * neither does what was wrong with it.
 */
export const orderOfCalls: Law = deterministicLaw<readonly Request[]>({
  id: "determinism/order-of-calls",
  sentence: "an answer does not depend on what was asked before it",
  clauses: ["CQSA-DET-1", "WIRE-DET-1"],
  needs: [],
  inapplicable: (capabilities) =>
    seededRequests(capabilities).length + drawlessRequests(capabilities).length > 0
      ? undefined
      : "no operation is declared",
  cases: (capabilities) => {
    const requests = [...seededRequests(capabilities), ...drawlessRequests(capabilities)];
    const several = { minLength: 2, maxLength: 5 };
    return fc.oneof(
      fc.array(fc.oneof(...requests), several),
      // What an operation remembers shows soonest in the same operation.
      fc.constantFrom(...requests).chain((request) => fc.array(request, several)),
    );
  },
  check: async (implementation, requests) => {
    const forwards: unknown[] = [];
    for (const request of requests) forwards.push(await answerTo(implementation, request));
    for (const [i, request] of [...requests.entries()].reverse()) {
      await mustReject(implementation, request.operation, {});
      const answer = await answerTo(implementation, request);
      mustBeSame(`${request.operation} asked in another order`, forwards[i], answer);
    }
    return "held";
  },
});
