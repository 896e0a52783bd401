import type { ClientAdversaryOf } from "../adversary.ts";
import { mapped } from "../columns.ts";
import { stampTrigger, TRIGGER_OPTIONS } from "../trigger.ts";

/**
 * Model replacement: the own update, trained on data with a trigger, scaled by γ so that the average becomes it:
 * reference + γ(x − reference), where updates are differences from the reference already.
 */
export const modelReplacement: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/model-replacement",
  title: "a backdoored update, scaled up to outweigh all others",
  source: "Bagdasaryan et al. 2020, arXiv 1807.00459",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "own",
  options: {
    ...TRIGGER_OPTIONS,
    gamma: { kind: "number", default: 0, min: 0, meaning: "γ; 0: n/f" },
  },
  make: (options) => ({
    data: (honest, rng) => stampTrigger(honest, options, rng),
    updates: ({ clients, own }) => {
      const gamma = options["gamma"] === 0 ? clients / own.rows : Number(options["gamma"]);
      return mapped(own, (value) => gamma * value);
    },
  }),
};
