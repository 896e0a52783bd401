import { checkName } from "../base/check.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { squaredDistances } from "./distances.ts";
import { KRUM_TEXTS, krumScores, neighbourCount, readKrumVariant } from "./krum.ts";
import { pickByKrum } from "./krum-picks.ts";
import { lowestWide } from "./lowest.ts";
import { EVEN_MEDIAN_TEXT, readEvenMedian } from "./median.ts";
import { meansNearestMedians } from "./nearest-values.ts";
import { readOption } from "./options.ts";
import { acceptedAmong } from "./rule.ts";
import type { Rule, RuleInputs, RuleOptions, RuleParameters, RuleResult } from "./rule.ts";

const SELECTIONS = ["iterative", "one-shot"] as const;

function select(vectors: Matrix, tolerate: number, options: RuleOptions): number[] {
  const variant = readKrumVariant(options);
  const selection = readOption(options, "selection", "iterative", (name, value) =>
    checkName(name, value, SELECTIONS),
  );
  const picks = vectors.rows - 2 * tolerate;
  const squares = squaredDistances(vectors);
  if (selection === "iterative") return pickByKrum(squares, { picks, tolerate, variant });
  const count = neighbourCount(variant.neighbours, vectors.rows, tolerate);
  return lowestWide(krumScores(squares, count, variant.distance), picks);
}

function run({ vectors }: RuleInputs, { tolerate, options }: RuleParameters): RuleResult {
  const evenMedian = readEvenMedian(options);
  // Ascending, so that ties in a coordinate go to the lowest index of the inputs.
  const selected = select(vectors, tolerate, options).sort((a, b) => a - b);
  const kept = zeros(selected.length, vectors.columns);
  for (const [row, index] of selected.entries()) {
    kept.data.set(rowOf(vectors, index), row * vectors.columns);
  }
  return {
    aggregate: meansNearestMedians(kept, selected.length - 2 * tolerate, evenMedian),
    accepted: acceptedAmong(vectors.rows, selected),
  };
}

/**
 * Bulyan (El Mhamdi et al. 2018): θ = n − 2f inputs are picked one by one by Krum, scored each time with
 * max(1, n′ − f − 2) neighbours among the n′ that are left (or at one look, by Krum's scores of all), and in each
 * coordinate the θ − 2f values nearest the median of the θ are averaged; n ≥ 4f + 3. It accepts the θ.
 */
export const bulyan: Rule = {
  id: "bulyan",
  definition:
    "θ = n − 2f inputs picked one by one by Krum; in each coordinate the mean of the θ − 2f values nearest their median",
  accepts: "the θ picked",
  options: [
    ...KRUM_TEXTS,
    EVEN_MEDIAN_TEXT,
    {
      key: "selection",
      values: SELECTIONS.join(" or "),
      fallback: "iterative",
      meaning: "pick one by one and score again, or take the θ of least score at once",
    },
  ],
  tolerates: "n ≥ 4f + 3",
  maxTolerated: (inputs) => Math.floor((inputs - 3) / 4),
  asIn: ["Flower Bulyan with Krum"],
  run,
};
