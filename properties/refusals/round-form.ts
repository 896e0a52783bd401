import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const roundForm: Law = formLaw("round", ["CQSA-RND-5", "WIRE-REJ-3", "WIRE-EXT-2"]);
