import type { Provenance } from "../../base/provenance.ts";
import type { HardeningComparison } from "./compare.ts";

/** The result of `cqsa attack --preset hardening`; `spec/hardening.schema.json` says its shape as JSON. */
export interface HardeningReport extends HardeningComparison {
  readonly kind: "cqsa-hardening";
  readonly format: 1;
  readonly made: Provenance;
  /** Parts that were measured, and all of them. */
  readonly done: { readonly parts: number; readonly planned: number };
}
