import type { ClientAdversaryOf } from "../adversary.ts";
import { mapped } from "../columns.ts";

/** −c times the own update. */
export const signFlip: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/sign-flip",
  title: "sends its own update reversed",
  source: "Li et al. 2019, arXiv 1811.03761",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "own",
  options: { c: { kind: "number", default: 1, min: 0, meaning: "how many times as long" } },
  make: ({ c }) => ({ updates: ({ own }) => mapped(own, (value) => -Number(c) * value) }),
};
