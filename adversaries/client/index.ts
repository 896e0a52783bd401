import type { ClientAdversary } from "../adversary.ts";
import { FIXED } from "../fixed-attacks.ts";
import { adaptive } from "./adaptive.ts";
import { backdoor } from "./backdoor.ts";
import { boundInflater } from "./bound-inflater.ts";
import { boundUnderReporter } from "./bound-under-reporter.ts";
import { collapse } from "./collapse.ts";
import { controlFlip } from "./control-flip.ts";
import { dropper } from "./dropper.ts";
import { labelFlip } from "./label-flip.ts";
import { maxNorm } from "./max-norm.ts";
import { modelReplacement } from "./model-replacement.ts";
import { outOfRangePhase } from "./out-of-range-phase.ts";
import { randomPhase } from "./random-phase.ts";

/** Byzantine clients: by what they send, by what they train on, and by what they do to a circuit. */
export const clientAdversaries: readonly ClientAdversary[] = [
  // Model replacement stands with those that train on other data.
  ...FIXED.filter((attack) => attack !== modelReplacement),
  adaptive,
  labelFlip,
  backdoor,
  modelReplacement,
  maxNorm,
  outOfRangePhase,
  boundInflater,
  boundUnderReporter,
  controlFlip,
  collapse,
  randomPhase,
  dropper,
];
