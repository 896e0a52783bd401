import { checkName, checkNumber, checkProbability } from "../base/check.ts";
import { meanOfRows } from "./mean.ts";
import { isSuspicious, smallerPart } from "./mesas/outlying.ts";
import { STATISTICS, statisticsOf } from "./mesas/statistics.ts";
import type { Statistic } from "./mesas/statistics.ts";
import { checkList, readOption } from "./options.ts";
import { acceptedAmong, ANY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";

function checkCascade(name: string, value: unknown): readonly Statistic[] {
  return checkList(name, value, "statistics").map((entry, i) =>
    checkName(`${name}[${i}]`, entry, STATISTICS),
  );
}

function run({ vectors }: RuleInputs, { options, reference }: RuleParameters): RuleResult {
  const alpha = readOption(options, "alpha", 0.01, checkProbability);
  const whisker = readOption(options, "whisker", 5.5, (name, value) => checkNumber(name, value, { min: 0 }));
  const cascade = readOption<readonly Statistic[]>(options, "cascade", STATISTICS, checkCascade);
  const statistics = statisticsOf(vectors, reference ?? new Float64Array(vectors.columns));
  const fewest = vectors.rows - Math.floor((vectors.rows - 1) / 2);
  let kept = Array.from({ length: vectors.rows }, (_, i) => i);
  for (const name of cascade) {
    for (;;) {
      const values = Float64Array.from(kept, (i) => statistics[name][i]!);
      if (!isSuspicious(values.toSorted(), { alpha, whisker })) break;
      const part = new Set(smallerPart(values));
      if (part.size === 0 || kept.length - part.size < fewest) break;
      kept = kept.filter((_, place) => !part.has(place));
    }
  }
  return { aggregate: meanOfRows(vectors, kept), accepted: acceptedAmong(vectors.rows, kept) };
}

/**
 * Pruning by a cascade of statistics, in the style of MESAS (Krauß and Dmitrienko 2023, whose text was not at hand). For
 * one statistic after the other, and as long as the inputs that are left are suspicious in it
 * ({@link isSuspicious}), single linkage parts them in two and the part without the median goes; a part whose loss
 * would make more than ⌊(n − 1)/2⌋ in all stays, and the next statistic is looked at. The mean of what is kept.
 * The reference is 0 where none is given. 0 ≤ f ≤ n is judged, not used. It accepts what it keeps.
 */
export const mesasStyle: Rule = {
  id: "mesas-style",
  definition:
    "mean of what is left after pruning suspicious inputs by six statistics of x − reference (0 if none is given)",
  accepts: "those kept",
  options: [
    { key: "alpha", values: "from 0 to 1", fallback: "0.01", meaning: "the level of the three tests" },
    {
      key: "whisker",
      values: "0 or more",
      fallback: "5.5",
      meaning: "the box plot's whiskers, in interquartile ranges",
    },
    {
      key: "cascade",
      values: `a list of ${STATISTICS.join(", ")}`,
      fallback: "all, in that order",
      meaning: "which statistics, one after the other",
    },
  ],
  ...ANY,
  asIn: [],
  run,
};
