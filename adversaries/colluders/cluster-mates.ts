import type { ColludersAdversary } from "../colluders-adversary.ts";

/**
 * Colluders measure their qubits of the same few shots along z: members of one cluster find the same bits, others agree
 * by chance, n bits with 2^−n. The measured shots lose their interference.
 */
export const clusterMates: ColludersAdversary = {
  role: "colluders",
  id: "colluders/cluster-mates",
  title: "colluding clients find out who of them share a cluster",
  source: "CQSA §5: members are said to be blind to one another",
  clauses: ["THR-BYZ-3", "THR-BYZ-5", "THR-GOAL-4"],
  inPaper: false,
  options: {
    colluders: {
      kind: "number",
      default: 12,
      min: 2,
      integer: true,
      meaning: "how many clients collude",
    },
    bits: {
      kind: "number",
      default: 20,
      min: 1,
      integer: true,
      meaning: "shots of one coordinate that each of them measures",
    },
  },
  make: ({ colluders, bits }) => ({
    colluders: Number(colluders),
    measuredShots: Number(bits),
    observe: (questions) => ({
      kind: "membership",
      scores: Float64Array.from(questions, ({ alike, bits: compared }) => alike / compared),
    }),
  }),
};
