import { randomStream } from "../../base/random.ts";
import { screen } from "../../rules/index.ts";
import type { ScreenParams, ScreenResult } from "../implementation.ts";
import { fromVector, toMatrix, toVector } from "../wire-numbers.ts";

/** `screen` on the library. */
export function screenOperation(params: ScreenParams): ScreenResult {
  const { aggregates, rule, tolerate, options, reference, seed } = params;
  const { aggregate, accepted, weights } = screen({
    aggregates: toMatrix(aggregates),
    rule,
    tolerate,
    ...(options && { options }),
    ...(reference && { reference: toVector(reference) }),
    ...(seed !== undefined && { rng: randomStream(seed).fork("screen") }),
  });
  return {
    aggregate: fromVector("aggregate", aggregate),
    accepted: [...accepted],
    ...(weights && { weights: fromVector("weights", weights) }),
  };
}
