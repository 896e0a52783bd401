import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const quantizeForm: Law = formLaw("quantize", ["QNF-QNT-4", "WIRE-REJ-3"]);
