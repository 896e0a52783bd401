import type { ClientAdversaryOf } from "../adversary.ts";

/** Reports a bound λ times its own: every phase shrinks by λ, and as many shots see λ times the noise. */
export const boundInflater: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/bound-inflater",
  title: "reports a bound that is much too large",
  source: "CQSA §4: the bound is the largest report",
  clauses: ["THR-BYZ-2", "CQSA-BND-1"],
  inPaper: true,
  knows: "own",
  options: { lambda: { kind: "number", default: 10, min: 1, max: 1e6, meaning: "λ" } },
  make: ({ lambda }) => ({ report: (largest) => Number(lambda) * largest }),
};
