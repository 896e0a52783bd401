import fc from "fast-check";
import { drawlessRequests, seededRequests } from "../arbitraries/requests.ts";
import type { Request } from "../arbitraries/requests.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { answerTo, mustBeSame } from "./same-answer.ts";

/**
 * Many requests before a restart and after it, for a restart may be dear: hashes that are salted by process, a generator
 * seeded from the clock and whatever else a process starts with.
 */
export const acrossRestart: Law = deterministicLaw<readonly Request[]>({
  id: "determinism/across-restart",
  sentence: "the same request gives the same answer in a new process, bit for bit",
  clauses: ["CQSA-DET-1", "WIRE-DET-1"],
  needs: [],
  needsRestart: true,
  mostRuns: 8,
  inapplicable: (capabilities) =>
    seededRequests(capabilities).length + drawlessRequests(capabilities).length > 0
      ? undefined
      : "no operation is declared",
  cases: (capabilities) => {
    const requests = [...seededRequests(capabilities), ...drawlessRequests(capabilities)];
    // Each kind of request once, and some of them again.
    return fc
      .tuple(fc.tuple(...requests), fc.array(fc.oneof(...requests), { maxLength: 6 }))
      .map(([each, more]) => [...each, ...more]);
  },
  check: async (implementation, requests) => {
    const before: unknown[] = [];
    for (const request of requests) before.push(await answerTo(implementation, request));
    await implementation.restart?.();
    for (const [i, request] of [...requests.entries()].reverse()) {
      const after = await answerTo(implementation, request);
      mustBeSame(`${request.operation} asked after a restart`, before[i], after);
    }
    return "held";
  },
});
