import type { ClientAdversaryOf } from "../adversary.ts";
import { repeated } from "../columns.ts";
import { littleIsEnough, shiftedMean } from "../little-is-enough.ts";

/** "A little is enough": the honest mean less z honest standard deviations, z so small that it passes as honest. */
export const alie: ClientAdversaryOf<"statistics"> = {
  role: "client",
  id: "client/alie",
  title: "a little is enough: mean − z standard deviations of the honest updates",
  source: "Baruch et al. 2019, arXiv 1902.06156",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "statistics",
  options: {
    z: { kind: "number", default: 0, min: 0, meaning: "z; 0: from n and f" },
    sign: { kind: "choice", default: "-", choices: ["-", "+"], meaning: "below or above the mean" },
  },
  make: ({ z, sign }) => ({
    updates: ({ clients, own, honest }) => {
      const shift = z === 0 ? littleIsEnough(clients, own.rows) : Number(z);
      return repeated(shiftedMean(honest.mean, honest.deviation, sign === "+" ? shift : -shift), own.rows);
    },
  }),
};
