import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { CODES } from "../../src/implementation/vocabulary.ts";
import { VALID_REQUESTS } from "../arbitraries/valid-requests.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustNotOffer } from "./must-not-offer.ts";

interface BeyondLimit {
  readonly operation: "partition" | "aggregate";
  readonly params: Readonly<Record<string, unknown>>;
}

/** Requests a little beyond a limit that cost nothing to send: those whose limit is a number in them, not their size. */
function requests(capabilities: Capabilities): fc.Arbitrary<BeyondLimit>[] {
  const { operations, limits = {} } = capabilities;
  const { partition, aggregate } = VALID_REQUESTS;
  const more = fc.constantFrom(1, 2, 1000);
  const asked: fc.Arbitrary<BeyondLimit>[] = [];
  if (
    limits.clients !== undefined &&
    operations.includes("partition") &&
    !partition.missing?.(capabilities)
  ) {
    const { clients } = limits;
    asked.push(
      more.map((beyond) => ({
        operation: "partition",
        // Of one client a cluster, so that no policy finds a remainder.
        params: { clients: clients + beyond, clusterSize: 1, seed: "beyond" },
      })),
    );
  }
  if (limits.shots !== undefined && operations.includes("aggregate") && !aggregate.missing?.(capabilities)) {
    const { shots } = limits;
    asked.push(
      fc.record({ params: aggregate.params(capabilities), beyond: more }).map(({ params, beyond }) => ({
        operation: "aggregate",
        params: { ...params, shots: shots + beyond },
      })),
    );
  }
  return asked;
}

/** What is too large is not wrong: whoever asks has to be able to tell one from the other. */
export const beyondLimits: Law = deterministicLaw<BeyondLimit>({
  id: "refusals/beyond-limits",
  sentence: "more clients or shots than the declared limit are answered with -32001",
  clauses: ["WIRE-INIT-3"],
  needs: [],
  mostRuns: 20,
  inapplicable: (capabilities) =>
    requests(capabilities).length > 0
      ? undefined
      : "no limit on clients or shots is declared that can be asked",
  cases: (capabilities) => fc.oneof(...requests(capabilities)),
  check: async (implementation, { operation, params }) => {
    await mustNotOffer(implementation, operation, params, [CODES.unsupported]);
    return "held";
  },
});
