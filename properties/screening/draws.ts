import fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { rowsOf } from "../arbitraries/pads.ts";
import { screenedRule } from "../arbitraries/screenings.ts";
import { atMost, evenFractions, seeds } from "../arbitraries/values.ts";
import type { Law } from "../law.ts";
import { meanOfKept } from "../oracles/rows.ts";
import type { RuleOutcome } from "../oracles/rows.ts";
import { screenOracle } from "../oracles/screen-oracle.ts";
import { dncChoices } from "../oracles/spectral-rules.ts";
import { show, violation } from "../violation.ts";
import { isOutcome } from "./by-definition.ts";
import { bucketed, drawingMissing, INPUTS, SIZE, takesDnc } from "./drawing.ts";
import { askScreen, TIED } from "./screened.ts";
import { severalLaw } from "./several.ts";

/** Requests to `dnc` that looks at fewer coordinates than there are. */
function subsampled(capabilities: Capabilities): fc.Arbitrary<ScreenParams> {
  const filters = capabilities.rules!["dnc"]!.includes("iterations") ? [1, 2, 5] : [];
  return fc
    .integer({ min: 2, max: atMost(capabilities, "coordinates", 4) })
    .chain((coordinates) =>
      fc.record({
        aggregates: rowsOf(evenFractions, 7, coordinates),
        subsample: fc.integer({ min: 1, max: coordinates - 1 }),
        seed: seeds,
        iterations: filters.length === 0 ? fc.constant(undefined) : fc.constantFrom(...filters),
      }),
    )
    .map(({ aggregates, subsample, seed, iterations }) => ({
      aggregates: aggregates.slice(0, atMost(capabilities, "clients", 7)),
      rule: "dnc",
      tolerate: 1,
      options: { subsample, ...(iterations !== undefined && { iterations }) },
      seed,
    }));
}

function inBuckets(capabilities: Capabilities): fc.Arbitrary<ScreenParams> {
  return fc
    .record({
      rule: fc.constantFrom(...bucketed(capabilities)),
      coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 3) }),
      seed: seeds,
    })
    .chain(({ rule, coordinates, seed }) =>
      fc
        .record({
          aggregates: rowsOf(evenFractions, INPUTS, coordinates),
          reference: rowsOf(evenFractions, 1, coordinates),
          tolerate: fc.integer({ min: 0, max: Math.min(1, screenedRule(rule).mostTolerated(3)) }),
        })
        .map(({ aggregates, reference, tolerate }) => ({
          aggregates,
          rule,
          tolerate,
          options: { preAggregators: [{ id: "bucketing", size: SIZE }] },
          ...(screenedRule(rule).reference === "needed" && { reference: reference[0]! }),
          seed,
        })),
    );
}

/** One permutation for each way of putting five inputs into buckets, the last of one. */
function permutations(): number[][] {
  const found: number[][] = [];
  for (let last = 0; last < INPUTS; last++) {
    const [a, b, c, d] = Array.from({ length: INPUTS }, (_, i) => i).filter((i) => i !== last) as [
      number,
      number,
      number,
      number,
    ];
    for (const [w, x, y, z] of [
      [a, b, c, d],
      [a, c, b, d],
      [a, d, b, c],
    ] as const) {
      // Which bucket comes first breaks ties, and says which one is trusted.
      found.push([w, x, y, z, last], [y, z, w, x, last]);
    }
  }
  return found;
}

/** Every outcome that drawing may lead to; undefined where a tie leaves one of them open. */
function outcomesOf(params: ScreenParams): readonly RuleOutcome[] | undefined {
  const { aggregates, rule, tolerate, options } = params;
  if (rule === "dnc") {
    const { choices, margin } = dncChoices(aggregates, tolerate, options);
    const kept = choices.filter((choice) => choice.length > 0);
    if (margin < TIED || kept.length < choices.length) return undefined;
    return kept.map((kept) => meanOfKept(aggregates, { kept, margin }));
  }
  const outcomes = permutations().map((permutation) =>
    screenOracle({
      ...params,
      options: { preAggregators: [{ id: "bucketing", size: SIZE, permutation }] },
    }),
  );
  return outcomes.some(({ margin }) => margin < TIED) ? undefined : outcomes;
}

/** What `dnc` and drawn buckets answer is one of the few outcomes that drawing can lead to. */
export const possibleDraws: Law = severalLaw<ScreenParams>({
  id: "screening/draws",
  sentence: "what a rule draws are coordinates or buckets, and its answer is that of some of them",
  clauses: ["CQSA-SCR-6", "CQSA-SCR-11", "CQSA-SCR-15"],
  needs: ["screen"],
  inapplicable: drawingMissing,
  cases: (capabilities) =>
    fc.oneof(
      ...(takesDnc(capabilities) ? [subsampled(capabilities)] : []),
      ...(bucketed(capabilities).length > 0 ? [inBuckets(capabilities)] : []),
    ),
  check: async (implementation, params) => {
    const outcomes = outcomesOf(params);
    if (outcomes === undefined) return "vacuous";
    const result = await askScreen(implementation, params);
    if (outcomes.some((outcome) => isOutcome(params, result, outcome))) return "held";
    throw violation(
      `no draw explains the answer of ${params.rule}`,
      `one of ${outcomes.length} outcomes, ${show(outcomes[0])} for instance`,
      result,
    );
  },
});
