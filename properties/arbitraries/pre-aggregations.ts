import fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { preAggregated } from "../oracles/pre-aggregators.ts";
import type { PreAggregator } from "../oracles/pre-aggregators.ts";
import type { ScreenedRule } from "./screened-rules.ts";

const MOST_STEPS = 2;

/** Bucketing by an explicit permutation, which draws nothing. */
function bucketings(inputs: number, size: number): fc.Arbitrary<PreAggregator> {
  const places = Array.from({ length: inputs }, (_, i) => i);
  return fc
    .shuffledSubarray(places, { minLength: inputs })
    .map((permutation) => ({ id: "bucketing", size, permutation }));
}

/** One step, with the number of inputs behind it. */
function steps(
  { fewestInputs, mostTolerated }: ScreenedRule,
  inputs: number,
  tolerate: number,
): fc.Arbitrary<PreAggregator> {
  const sizes = [1, 2, 3].filter((size) => {
    const buckets = Math.ceil(inputs / size);
    return buckets >= fewestInputs && mostTolerated(buckets) >= tolerate;
  });
  // With f = n there would be no nearest input.
  const near = tolerate < inputs ? [fc.constant({ id: "nnm" }), fc.constant({ id: "arc" })] : [];
  return fc.oneof(
    ...near,
    fc.constantFrom(0.5, 1, 3).map((bound) => ({ id: "norm-clipping", bound })),
    ...(sizes.length === 0 ? [] : [fc.constantFrom(...sizes).chain((size) => bucketings(inputs, size))]),
  );
}

/** Up to two pre-aggregators that draw nothing and leave the rule as many inputs as it needs; none where they are not declared. */
export function preAggregations(
  { rules = {} }: Capabilities,
  rule: ScreenedRule,
  inputs: number,
  tolerate: number,
): fc.Arbitrary<readonly PreAggregator[]> {
  if (rules[rule.rule]?.includes("preAggregators") !== true) return fc.constant([]);
  const grown = (chain: readonly PreAggregator[]): fc.Arbitrary<readonly PreAggregator[]> => {
    const left = inputsBehind(chain, inputs);
    return steps(rule, left, tolerate).map((step) => [...chain, step]);
  };
  return fc.integer({ min: 1, max: MOST_STEPS }).chain((length) => {
    let chains: fc.Arbitrary<readonly PreAggregator[]> = fc.constant([]);
    for (let i = 0; i < length; i++) chains = chains.chain(grown);
    return chains;
  });
}

/** How many inputs the rule gets. */
export function inputsBehind(chain: readonly PreAggregator[], inputs: number): number {
  return chain.reduce((left, { id, size }) => (id === "bucketing" ? Math.ceil(left / size!) : left), inputs);
}

/** The pre-aggregators of a request. */
export function stepsOf({ options }: ScreenParams): readonly PreAggregator[] {
  return (options?.["preAggregators"] as readonly PreAggregator[] | undefined) ?? [];
}

/** For each input of a request, which input of the rule it went into; @throws RangeError where that is drawn. */
export function placesOf(params: ScreenParams): readonly number[] {
  return preAggregated(params.aggregates, params.tolerate, stepsOf(params)).places;
}
