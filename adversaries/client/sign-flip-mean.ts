import type { ClientAdversaryOf } from "../adversary.ts";
import { repeated } from "../columns.ts";

/** −c times the mean of the honest updates, the same from every member. */
export const signFlipMean: ClientAdversaryOf<"statistics"> = {
  role: "client",
  id: "client/sign-flip-mean",
  title: "sends the honest mean reversed",
  source: "Li et al. 2019, arXiv 1811.03761",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "statistics",
  options: { c: { kind: "number", default: 1, min: 0, meaning: "how many times as long" } },
  make: ({ c }) => ({
    updates: ({ honest, own }) =>
      repeated(
        honest.mean.map((value) => -Number(c) * value),
        own.rows,
      ),
  }),
};
