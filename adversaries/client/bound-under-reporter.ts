import { phaseScale } from "../../src/protocol/encode.ts";
import type { ClientAdversaryOf } from "../adversary.ts";

/** Sends c times its update reversed, and reports nothing of it: its phases leave ±π/k and sums wrap. */
export const boundUnderReporter: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/bound-under-reporter",
  title: "declares a low bound and encodes beyond it",
  source: "CQSA §4: no one checks a report",
  clauses: ["THR-BYZ-2", "CQSA-BND-1"],
  inPaper: true,
  knows: "own",
  options: {
    c: { kind: "number", default: 10, min: 0, meaning: "how many times its update it encodes, reversed" },
  },
  make: ({ c }) => ({
    report: () => 0,
    phases: ({ update, scaleSize, weightBound }) => {
      const scale = phaseScale(scaleSize, weightBound);
      return update.map((weight) => -Number(c) * scale * weight);
    },
  }),
};
