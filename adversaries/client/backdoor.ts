import type { ClientAdversaryOf } from "../adversary.ts";
import { stampTrigger, TRIGGER_OPTIONS } from "../trigger.ts";

/** Trains on samples that show a trigger and have the target as their label, and sends what it learnt. */
export const backdoor: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/backdoor",
  title: "teaches the model a trigger",
  source: "Bagdasaryan et al. 2020, arXiv 1807.00459",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "own",
  options: TRIGGER_OPTIONS,
  make: (options) => ({ data: (honest, rng) => stampTrigger(honest, options, rng) }),
};
