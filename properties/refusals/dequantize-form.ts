import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const dequantizeForm: Law = formLaw("dequantize", ["QNF-QNT-4", "WIRE-REJ-3"]);
