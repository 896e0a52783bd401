import type { ServerAdversaryOf } from "../server-adversary.ts";
import { fromPhases } from "./readings.ts";

/** Gives every client |+⟩ of its own and reads each phase by itself. The client's qubit is pure then: one that tested it would know. */
export const productStates: ServerAdversaryOf<"readings"> = {
  role: "server",
  id: "server/product-states",
  title: "prepares |+⟩ for each and reads every phase",
  source: "follows from CQSA §2.3.1: a client cannot tell what it was given",
  clauses: ["THR-SRV-5", "THR-GOAL-3"],
  inPaper: false,
  sees: "readings",
  options: {},
  make: () => ({
    prepares: () => [{ source: { kind: "product" }, share: 1 }],
    observe: (view) => fromPhases(view, ([phases]) => phases!),
  }),
};
