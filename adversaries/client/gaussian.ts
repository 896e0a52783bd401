import { zeros } from "../../src/base/matrix.ts";
import { fillNormal } from "../../src/learning/normal.ts";
import type { ClientAdversaryOf } from "../adversary.ts";

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/** Normal noise of σ times the honest scale, the root mean square of the honest standard deviations. */
export const gaussian: ClientAdversaryOf<"statistics"> = {
  role: "client",
  id: "client/gaussian",
  title: "sends normal noise of the honest scale",
  source: "Blanchard et al. 2017, arXiv 1703.02757",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "statistics",
  options: {
    sigma: { kind: "number", default: 1, min: 0, meaning: "standard deviation in units of the honest one" },
    mode: {
      kind: "choice",
      default: "replace",
      choices: ["replace", "add"],
      meaning: "in the place of the own update, or on top of it",
    },
  },
  make: ({ sigma, mode }) => ({
    updates: ({ own, honest }, rng) => {
      const scale = Number(sigma) * rootMeanSquare(honest.deviation);
      const sent = zeros(own.rows, own.columns);
      fillNormal(rng, sent.data);
      for (let i = 0; i < sent.data.length; i++) {
        sent.data[i] = scale * sent.data[i]! + (mode === "add" ? own.data[i]! : 0);
      }
      return sent;
    },
  }),
};
