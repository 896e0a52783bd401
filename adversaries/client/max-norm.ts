import type { ClientAdversaryOf } from "../adversary.ts";

/** Every phase at the edge of the honest range, ±π/k, against the own update: the most that an in-range client can do. */
export const maxNorm: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/max-norm",
  title: "every coordinate at the bound, within the honest range of phases",
  source: "CQSA §4: honest phases lie in ±π/k",
  clauses: ["THR-BYZ-1", "CQSA-ENC-2"],
  inPaper: true,
  knows: "own",
  options: {},
  make: () => ({
    phases: ({ update, scaleSize }) =>
      update.map((weight) => (weight > 0 ? -Math.PI / scaleSize : Math.PI / scaleSize)),
  }),
};
