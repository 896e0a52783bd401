import fc from "fast-check";
import { drawlessRequests, seededRequests } from "../arbitraries/requests.ts";
import type { Request } from "../arbitraries/requests.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { answerTo, mustBeSame } from "./same-answer.ts";

interface Repeated {
  readonly request: Request;
  /** What is asked between the two times. */
  readonly between: readonly Request[];
}

/** Every operation that takes a seed, asked twice: at once, and with other calls in between. */
export const sameSeedSameAnswer: Law = deterministicLaw<Repeated>({
  id: "determinism/same-seed-same-answer",
  sentence: "a request that is repeated with its seed is answered as before, bit for bit",
  clauses: ["CQSA-DET-1", "WIRE-DET-1"],
  needs: [],
  inapplicable: (capabilities) =>
    seededRequests(capabilities).length > 0 ? undefined : "no operation that takes a seed is declared",
  cases: (capabilities) => {
    const seeded = seededRequests(capabilities);
    const any = fc.oneof(...seeded, ...drawlessRequests(capabilities));
    return fc.record({ request: fc.oneof(...seeded), between: fc.array(any, { maxLength: 3 }) });
  },
  check: async (implementation, { request, between }) => {
    const first = await answerTo(implementation, request);
    mustBeSame(`${request.operation} asked twice`, first, await answerTo(implementation, request));
    for (const other of between) await answerTo(implementation, other);
    mustBeSame(`${request.operation} asked again later`, first, await answerTo(implementation, request));
    return "held";
  },
});
