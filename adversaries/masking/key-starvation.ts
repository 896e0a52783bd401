import type { MaskingAdversaryOf } from "../masking-adversary.ts";

/** Slows the distilling of keys: a round has to wait until the pads of all pairs are full. */
export const keyStarvation: MaskingAdversaryOf<"masked"> = {
  role: "masking",
  id: "masking/key-starvation",
  title: "keeps keys from being distilled fast enough",
  source: "QuNetQFL, key rates of the network",
  clauses: ["THR-MASK-4", "THR-GOAL-5"],
  inPaper: false,
  sees: "masked",
  options: {
    rate: {
      kind: "number",
      default: 0.5,
      min: 0,
      meaning: "keys that are distilled in a round's time, as a share of what a round needs",
    },
  },
  make: ({ rate }) => ({ keyRate: Number(rate), observe: () => ({ kind: "nothing" }) }),
};
