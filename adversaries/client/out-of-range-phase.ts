import { phaseScale } from "../../src/protocol/encode.ts";
import type { ClientAdversaryOf } from "../adversary.ts";

/**
 * Turns its cluster's sum by a fixed angle more. Nothing keeps a client to small angles: a single one reaches every
 * point of the circle, as far off as all k honest members together could go.
 */
export const outOfRangePhase: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/out-of-range-phase",
  title: "applies phases far beyond ±π/k",
  source: "CQSA §2.3.1: a rotation by any angle",
  clauses: ["THR-BYZ-2", "CQSA-ENC-2"],
  inPaper: true,
  knows: "own",
  options: {
    angle: {
      kind: "number",
      default: 2.5,
      min: 0,
      meaning: "radians beyond the honest phase, against its sign",
    },
  },
  make: ({ angle }) => ({
    phases: ({ update, scaleSize, weightBound }) => {
      const scale = phaseScale(scaleSize, weightBound);
      return update.map((weight) => scale * weight - (weight > 0 ? Number(angle) : -Number(angle)));
    },
  }),
};
