import type { ClientAdversaryOf } from "../adversary.ts";

/** A phase that jitters from shot to shot, as of a late pulse: V becomes V·exp(−σ²/2). */
export const randomPhase: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/random-phase",
  title: "a late or jittering phase",
  source: "follows from CQSA §2.3.1: averaging over a normal phase damps V by exp(−σ²/2)",
  clauses: ["THR-BYZ-3"],
  inPaper: false,
  knows: "own",
  options: { sigma: { kind: "number", default: 1, min: 0, meaning: "σ, radians" } },
  make: ({ sigma }) => ({
    qubit: (honest) => [...honest, { kind: "phase-noise", deviation: Number(sigma) }],
  }),
};
