import type { Law } from "./law.ts";
import { phaseWrap } from "./encoding/phase-wrap.ts";

/** Every law, in the order in which they run: cheap and basic ones first. */
export const laws: readonly Law[] = [phaseWrap];
