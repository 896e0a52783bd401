import type { ClientAdversaryOf } from "../adversary.ts";

/** Trains on wrong labels: y becomes C − 1 − y, or one class becomes another. */
export const labelFlip: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/label-flip",
  title: "trains on flipped labels",
  source: "Tolpegin et al. 2020, arXiv 2007.08432",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "own",
  options: {
    mode: {
      kind: "choice",
      default: "all",
      choices: ["all", "pair"],
      meaning: "every label y becomes C − 1 − y, or `from` becomes `to`",
    },
    from: {
      kind: "number",
      default: 1,
      min: 0,
      integer: true,
      meaning: "the class that is flipped in a pair",
    },
    to: { kind: "number", default: 7, min: 0, integer: true, meaning: "what it becomes" },
  },
  make: ({ mode, from, to }) => ({
    data: (honest) => ({
      ...honest,
      labels: honest.labels.map((label) => {
        if (mode === "all") return honest.classes - 1 - label;
        return label === from ? Math.min(Number(to), honest.classes - 1) : label;
      }),
    }),
  }),
};
