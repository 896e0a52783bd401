import type { Law } from "../law.ts";
import { formLaw } from "./refusal-law.ts";

/** See {@link formLaw}. */
export const partitionForm: Law = formLaw("partition", ["CQSA-PAR-5", "WIRE-REJ-12"]);
