import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const aggregateForm: Law = formLaw("aggregate", ["CQSA-AGG-6", "WIRE-REJ-3"]);
