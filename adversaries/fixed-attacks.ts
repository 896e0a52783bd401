import type { Matrix } from "../src/base/matrix.ts";
import type { RandomStream } from "../src/base/random.ts";
import { completeOptions } from "./adversary.ts";
import type { ClientAdversary, FullView, OptionValues } from "./adversary.ts";
import { alie } from "./client/alie.ts";
import { colludingAlie } from "./client/colluding-alie.ts";
import { constant } from "./client/constant.ts";
import { fangKrum } from "./client/fang-krum.ts";
import { fangTrimmedMean } from "./client/fang-trimmed-mean.ts";
import { gaussian } from "./client/gaussian.ts";
import { ipm } from "./client/ipm.ts";
import { mimic } from "./client/mimic.ts";
import { minMax } from "./client/min-max.ts";
import { minSum } from "./client/min-sum.ts";
import { modelReplacement } from "./client/model-replacement.ts";
import { signFlip } from "./client/sign-flip.ts";
import { signFlipMean } from "./client/sign-flip-mean.ts";
import { columnDeviations, columnMeans } from "./columns.ts";

/** Attacks that send updates by a formula, whatever the rule: what one that is fitted to it has to match. */
export const FIXED: readonly ClientAdversary[] = [
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
  modelReplacement,
];

/** What a fixed attack would send, with its usual parameters but for those that are given. */
export function fixedUpdates(
  adversary: ClientAdversary,
  view: FullView,
  rng: RandomStream,
  given: OptionValues = {},
): Matrix {
  const options = completeOptions(adversary, given);
  const honest = { mean: columnMeans(view.honest), deviation: columnDeviations(view.honest, 1) };
  switch (adversary.knows) {
    case "own":
      return adversary.make(options).updates!(view, rng);
    case "statistics":
      return adversary.make(options).updates!({ ...view, honest }, rng);
    case "everything":
      return adversary.make(options).updates!(view, rng);
  }
}
