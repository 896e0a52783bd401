import type { MaskingAdversaryOf } from "../masking-adversary.ts";

/** Carries a masked vector and adds to it on the way: the sum moves by as much, and nothing shows it. */
export const tamperer: MaskingAdversaryOf<"masked"> = {
  role: "masking",
  id: "masking/tamperer",
  title: "adds to a masked vector on its way",
  source: "follows from QuNetQFL, eqs 2–4: a pad hides and does not authenticate",
  clauses: ["THR-MASK-3", "THR-GOAL-1"],
  inPaper: false,
  sees: "masked",
  options: {
    delta: {
      kind: "number",
      default: 100,
      min: -(2 ** 31),
      max: 2 ** 31,
      integer: true,
      meaning: "what it adds to every entry, in steps of the quantizer",
    },
  },
  make: ({ delta }) => ({
    carries: (masked, modulus) =>
      masked.map((value) => (((value + Number(delta)) % modulus) + modulus) % modulus),
    observe: () => ({ kind: "nothing" }),
  }),
};
