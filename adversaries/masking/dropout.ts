import type { MaskingAdversaryOf } from "../masking-adversary.ts";

/** Sends nothing: its pads stay in the sum, which then is uniform, and the round is lost. */
export const dropout: MaskingAdversaryOf<"masked"> = {
  role: "masking",
  id: "masking/dropout",
  title: "one client sends nothing, and the sum keeps its pads",
  source: "follows from QuNetQFL, eqs 2–4; Bonawitz et al. 2017 on dropouts",
  clauses: ["THR-MASK-4", "THR-GOAL-5"],
  inPaper: false,
  sees: "masked",
  options: {
    missing: { kind: "number", default: 1, min: 1, integer: true, meaning: "how many clients send nothing" },
  },
  make: ({ missing }) => ({ missing: Number(missing), observe: () => ({ kind: "nothing" }) }),
};
