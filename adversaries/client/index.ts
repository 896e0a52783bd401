import type { ClientAdversary } from "../adversary.ts";
import { adaptive } from "./adaptive.ts";
import { alie } from "./alie.ts";
import { backdoor } from "./backdoor.ts";
import { boundInflater } from "./bound-inflater.ts";
import { boundUnderReporter } from "./bound-under-reporter.ts";
import { collapse } from "./collapse.ts";
import { colludingAlie } from "./colluding-alie.ts";
import { constant } from "./constant.ts";
import { controlFlip } from "./control-flip.ts";
import { dropper } from "./dropper.ts";
import { fangKrum } from "./fang-krum.ts";
import { fangTrimmedMean } from "./fang-trimmed-mean.ts";
import { gaussian } from "./gaussian.ts";
import { ipm } from "./ipm.ts";
import { labelFlip } from "./label-flip.ts";
import { maxNorm } from "./max-norm.ts";
import { mimic } from "./mimic.ts";
import { minMax } from "./min-max.ts";
import { minSum } from "./min-sum.ts";
import { modelReplacement } from "./model-replacement.ts";
import { outOfRangePhase } from "./out-of-range-phase.ts";
import { randomPhase } from "./random-phase.ts";
import { signFlip } from "./sign-flip.ts";
import { signFlipMean } from "./sign-flip-mean.ts";

/** Byzantine clients: by what they send, by what they train on, and by what they do to a circuit. */
export const clientAdversaries: readonly ClientAdversary[] = [
  signFlip,
  signFlipMean,
  gaussian,
  constant,
  ipm,
  alie,
  colludingAlie,
  minMax,
  minSum,
  fangKrum,
  fangTrimmedMean,
  mimic,
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
