import { rowOf, zeros } from "../../src/base/matrix.ts";
import type { ClientAdversaryOf } from "../adversary.ts";

/** The same number in every coordinate: `value` times the largest magnitude of the own update; 0 is a free rider. */
export const constant: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/constant",
  title: "sends one number in every coordinate",
  source: "Li et al. 2019, arXiv 1811.03761",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "own",
  options: {
    value: {
      kind: "number",
      default: 1,
      min: -1e6,
      meaning: "in units of the own update's largest magnitude",
    },
  },
  make: ({ value }) => ({
    updates: ({ own }) => {
      const sent = zeros(own.rows, own.columns);
      for (let r = 0; r < own.rows; r++) {
        const largest = rowOf(own, r).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
        rowOf(sent, r).fill(Number(value) * largest);
      }
      return sent;
    },
  }),
};
