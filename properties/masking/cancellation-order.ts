import fc from "fast-check";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { cohorts } from "../arbitraries/pads.ts";
import type { Cohort } from "../arbitraries/pads.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustAgree } from "../violation.ts";
import { exactly, maskAll } from "./exactly.ts";

interface Arrival {
  readonly cohort: Cohort;
  /** The clients in the order in which their rows arrive. */
  readonly order: readonly number[];
}

/** The server may add the rows in whatever order they arrive: at 53 bits a running float64 sum would lose bits. */
export const cancellationOrder: Law = deterministicLaw<Arrival>({
  id: "masking/cancellation-order",
  sentence: "masked rows give the same sum in whatever order they arrive",
  clauses: ["QNF-MSK-3"],
  needs: ["mask", "unmask"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2),
  cases: (capabilities) =>
    cohorts(capabilities, { fewestClients: 2 }).chain((cohort) => {
      const clients = [...cohort.integers.keys()];
      const order = fc.shuffledSubarray(clients, { minLength: clients.length });
      return fc.record({ cohort: fc.constant(cohort), order });
    }),
  check: async (implementation, { cohort, order }) => {
    const { modulusBits } = cohort;
    const masked = await maskAll(implementation, cohort);
    const straight = await ask(implementation, "unmask", { masked, modulusBits });
    const rows = order.map((client) => masked[client]!);
    const arrived = await ask(implementation, "unmask", { masked: rows, modulusBits });
    mustAgree("sum", straight.sum, arrived.sum, exactly);
    return "held";
  },
});
