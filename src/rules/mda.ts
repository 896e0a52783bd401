import { squaredDistances } from "./distances.ts";
import { meanOfRows } from "./mean.ts";
import { acceptedAmong, MAJORITY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";
import { checkSubsets } from "./subsets.ts";
import { compareWide } from "./wide.ts";
import type { Wide } from "./wide.ts";

/** Each distance's place among the different ones: their order in integers. */
function ranksOf(squares: readonly Wide[]): Int32Array {
  const order = squares.map((_, i) => i).sort((a, b) => compareWide(squares[a]!, squares[b]!));
  const ranks = new Int32Array(squares.length);
  for (let k = 1; k < order.length; k++) {
    const isNext = compareWide(squares[order[k - 1]!]!, squares[order[k]!]!) < 0;
    ranks[order[k]!] = ranks[order[k - 1]!]! + (isNext ? 1 : 0);
  }
  return ranks;
}

/** The lexicographically first subset of least diameter. */
function tightest(ranks: Int32Array, inputs: number, size: number): number[] {
  const chosen: number[] = [];
  let best: number[] = [];
  let bestDiameter = Infinity;

  function extend(next: number, diameter: number): void {
    if (chosen.length === size) {
      best = [...chosen];
      bestDiameter = diameter;
      return;
    }
    for (let i = next; i <= inputs - (size - chosen.length); i++) {
      let wider = diameter;
      for (const j of chosen) wider = Math.max(wider, ranks[i * inputs + j]!);
      // A subset only grows wider: whatever goes on from here is no better.
      if (wider >= bestDiameter) continue;
      chosen.push(i);
      extend(i + 1, wider);
      chosen.pop();
    }
  }

  extend(0, 0);
  return best;
}

function run({ vectors }: RuleInputs, { tolerate }: RuleParameters): RuleResult {
  const { rows } = vectors;
  checkSubsets("mda", rows, tolerate);
  const kept =
    tolerate === 0
      ? Array.from({ length: rows }, (_, i) => i)
      : tightest(ranksOf(squaredDistances(vectors)), rows, rows - tolerate);
  return { aggregate: meanOfRows(vectors, kept), accepted: acceptedAmong(rows, kept) };
}

/**
 * Minimum-diameter averaging (El Mhamdi et al. 2020; Rousseeuw 1985): the mean of the n − f inputs whose largest
 * distance is least, of equal diameters the lexicographically first; n > 2f. It accepts those. Beyond 200,000 subsets it
 * is unsupported.
 */
export const mda: Rule = {
  id: "mda",
  definition: "mean of the n − f inputs of least diameter (at most 200,000 subsets)",
  accepts: "the n − f averaged",
  options: [],
  ...MAJORITY,
  asIn: ["ByzFL MDA"],
  run,
};
