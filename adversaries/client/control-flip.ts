import type { ClientAdversaryOf } from "../adversary.ts";

/**
 * An X on the qubit. On the qubit that the server reads, after encoding, it turns the whole sum's sign and leaves
 * V = 1; on another it only shows in the residues.
 */
export const controlFlip: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/control-flip",
  title: "flips its qubit: on the control, the cluster's sum changes sign",
  source: "follows from CQSA §2.3.1: X maps Θ to −Θ",
  clauses: ["THR-BYZ-3"],
  inPaper: false,
  knows: "own",
  options: {
    when: {
      kind: "choice",
      default: "after",
      choices: ["after", "before"],
      meaning: "after its phase, or before it: then the control's reads −(Θ − 2θ₀)",
    },
  },
  make: ({ when }) => ({
    qubit: (honest) => (when === "after" ? [...honest, { kind: "flip" }] : [{ kind: "flip" }, ...honest]),
  }),
};
