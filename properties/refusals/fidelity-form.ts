import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const fidelityForm: Law = formLaw("fidelity", ["CQSA-GHZ-3"]);
