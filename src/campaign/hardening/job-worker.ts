import { measurePart } from "./parts.ts";
import type { ComparisonPlan, Part, PartResult } from "./parts.ts";

/** A part and the plan that it is of. */
export interface PartJob {
  readonly plan: ComparisonPlan;
  readonly part: Part;
}

/** Measures one part: what a worker thread is asked for, by this name. */
export function work({ plan, part }: PartJob): Promise<PartResult> {
  return measurePart(plan, part);
}
