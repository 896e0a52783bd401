import type { ExternalAdversary } from "../external-adversary.ts";
import { fromOwnPhases, phasesSeen } from "./one-client.ts";

/** Sees one client's qubits on their way back, each by itself in the state I/2. */
export const passiveListener: ExternalAdversary = {
  role: "external",
  id: "external/passive-listener",
  title: "listens on one client's links",
  source: "CQSA §3: an eavesdropper on the quantum channels",
  clauses: ["THR-LINK-1", "THR-GOAL-3"],
  inPaper: true,
  options: {},
  make: () => ({
    kind: "listen",
    observe: (view) => fromOwnPhases(view, phasesSeen(view)),
  }),
};
