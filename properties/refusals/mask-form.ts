import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const maskForm: Law = formLaw("mask", ["QNF-MSK-4", "WIRE-REJ-3"]);
