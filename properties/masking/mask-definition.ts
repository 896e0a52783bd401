import type { MaskParams } from "../../src/implementation/implementation.ts";
import { maskRequests } from "../arbitraries/pads.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { maskOracle } from "../oracles/big-integers.ts";
import { ask, mustAgree } from "../violation.ts";
import { exactly } from "./exactly.ts";

/** Masked integers against whole numbers without a limit: every bit counts, up to a modulus of 2^53. */
export const maskDefinition: Law = deterministicLaw<MaskParams>({
  id: "masking/mask-definition",
  sentence: "a client adds the pads of peers above it and subtracts those of peers below it, modulo 2^b",
  clauses: ["QNF-MSK-1", "WIRE-MASK-1"],
  needs: ["mask"],
  cases: maskRequests,
  check: async (implementation, params) => {
    const { integers, client, pads, modulusBits } = params;
    const { masked } = await ask(implementation, "mask", params);
    mustAgree("masked", maskOracle(integers, client, pads, modulusBits), masked, exactly);
    return "held";
  },
});
