import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const encodeForm: Law = formLaw("encode", ["CQSA-ENC-4", "WIRE-REJ-3"]);
