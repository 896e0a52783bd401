import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const unmaskForm: Law = formLaw("unmask", ["QNF-MSK-4", "WIRE-REJ-3"]);
