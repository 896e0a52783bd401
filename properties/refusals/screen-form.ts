import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const screenForm: Law = formLaw("screen", ["CQSA-SCR-5", "WIRE-REJ-3"]);
