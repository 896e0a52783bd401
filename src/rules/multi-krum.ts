import { checkInteger } from "../base/check.ts";
import { squaredDistances } from "./distances.ts";
import {
  finiteScores,
  KRUM_TEXTS,
  KRUM_TOLERANCE,
  krumScores,
  neighbourCount,
  readKrumVariant,
} from "./krum.ts";
import { pickByKrum } from "./krum-picks.ts";
import { lowestWide } from "./lowest.ts";
import { meanOfRows } from "./mean.ts";
import { readFlag, readOption } from "./options.ts";
import { acceptedAmong } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";

function run({ vectors }: RuleInputs, { tolerate, options }: RuleParameters): RuleResult {
  const { rows } = vectors;
  const variant = readKrumVariant(options);
  const m = readOption(options, "m", rows - tolerate, (name, value) =>
    checkInteger(name, value, { min: 1, max: rows }),
  );
  const iterative = readFlag(options, "iterative");
  const squares = squaredDistances(vectors);
  const answer = (kept: readonly number[]): RuleResult => ({
    aggregate: meanOfRows(vectors, kept),
    accepted: acceptedAmong(rows, kept),
  });
  if (iterative) return answer(pickByKrum(squares, { picks: m, tolerate, variant }));
  const count = neighbourCount(variant.neighbours, rows, tolerate);
  const scores = krumScores(squares, count, variant.distance);
  return { ...answer(lowestWide(scores, m)), ...finiteScores(scores) };
}

/**
 * Multi-Krum (Blanchard et al. 2017): the mean of the m inputs of least Krum score, m = n − f by default;
 * n > 2f + 2. With `iterative` they are picked one by one and scored anew each time, with max(1, n′ − f − 2)
 * neighbours among the n′ that are left; scores are then left out. It accepts the m.
 */
export const multiKrum: Rule = {
  id: "multi-krum",
  definition: "mean of the m = n − f inputs of least Krum score",
  accepts: "the m averaged",
  options: [
    ...KRUM_TEXTS,
    { key: "m", values: "from 1 to n", fallback: "n − f", meaning: "how many inputs are averaged" },
    {
      key: "iterative",
      values: "true or false",
      fallback: "false",
      meaning: "one at a time, the rest scored anew by max(1, n′ − f − 2) neighbours",
    },
  ],
  ...KRUM_TOLERANCE,
  asIn: ["Flower Krum with num_clients_to_keep as m", "neighbours n-f-1: ByzFL MultiKrum"],
  run,
};
