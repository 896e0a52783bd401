import type { ClientAdversaryOf } from "../adversary.ts";
import { columnDeviations, columnMeans, repeated } from "../columns.ts";
import { littleIsEnough, shiftedMean } from "../little-is-enough.ts";

/**
 * "A little is enough" by collusion alone: the members pool what they would honestly send and take mean and standard
 * deviation from that, as the attack was published.
 */
export const colludingAlie: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/colluding-alie",
  title: "a little is enough, from the colluders' own honest updates",
  source: "Baruch et al. 2019, arXiv 1902.06156, algorithm 3",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "own",
  options: { z: { kind: "number", default: 0, min: 0, meaning: "z; 0: from n and f" } },
  make: ({ z }) => ({
    updates: ({ clients, own }) => {
      const shift = z === 0 ? littleIsEnough(clients, own.rows) : Number(z);
      return repeated(shiftedMean(columnMeans(own), columnDeviations(own, 1), -shift), own.rows);
    },
  }),
};
