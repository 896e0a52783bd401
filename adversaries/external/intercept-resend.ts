import type { Axis } from "../../src/quantum/record.ts";
import type { ExternalAdversary } from "../external-adversary.ts";
import { fromOwnPhases, phasesSeen } from "./one-client.ts";

/**
 * Measures one client's qubits on their way and sends on what it found. Its outcomes are those of I/2. What it does to
 * the sum depends on axis and link: z leaves no interference; x on the way out leaves cos θ_j of it, x on the way back
 * all of it, and only the residues show that.
 */
export const interceptResend: ExternalAdversary = {
  role: "external",
  id: "external/intercept-resend",
  title: "measures one client's qubits and sends on what it found",
  source: "CQSA §3: a man in the middle; intercept–resend as in Bennett & Brassard 1984",
  clauses: ["THR-LINK-2", "THR-GOAL-2", "THR-GOAL-3"],
  inPaper: true,
  options: {
    axis: {
      kind: "choice",
      default: "z",
      choices: ["z", "x", "y"],
      meaning: "the Pauli that it measures",
    },
    link: {
      kind: "choice",
      default: "outbound",
      choices: ["outbound", "returning"],
      meaning: "on the way to the client, or back from it",
    },
    share: { kind: "number", default: 1, min: 0, max: 1, meaning: "share of the shots" },
  },
  make: ({ axis, link, share }) => ({
    kind: "intercept",
    link: link === "outbound" ? "outbound" : "returning",
    operation: { kind: "measure", axis: axis as Axis, fraction: Number(share) },
    observe: (view) => fromOwnPhases(view, phasesSeen(view)),
  }),
};
