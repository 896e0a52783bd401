import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const decodeForm: Law = formLaw("decode", ["CQSA-DEC-3", "WIRE-REJ-3"]);
