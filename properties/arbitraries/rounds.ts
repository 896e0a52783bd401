import fc from "fast-check";
import type { Capabilities, NoiseParams, RoundParams } from "../../src/implementation/implementation.ts";
import { clusterings } from "./clusterings.ts";
import type { ClusteringRange } from "./clusterings.ts";
import { noiseMissing, noises, quietNoise } from "./noise.ts";
import { plainRule } from "./round-rules.ts";
import { atMost, evenFractions, loudFractions, seeds, visibleBounds, weightsWithin } from "./values.ts";

/** The part of a round that every law needs. */
export interface RoundCase {
  readonly updates: readonly (readonly number[])[];
  readonly clusterSize: number;
  readonly seed: string;
}

/** Which rounds a law wants. */
export interface RoundRange extends ClusteringRange {
  readonly mostCoordinates?: number;
  readonly fewestCoordinates?: number;
  /** Entries of the updates as fractions of a bound; by default spread evenly or all near it. */
  readonly fractions?: fc.Arbitrary<number>;
}

/** Why no plain round can be asked for; undefined: it can. */
export function roundMissing(capabilities: Capabilities): string | undefined {
  if (plainRule(capabilities) === undefined) return "no rule is declared that takes any number of clusters";
  return noiseMissing(capabilities);
}

/** Rounds within what is declared: up to 24 clients, clusters up to 6, 3 coordinates. */
export function roundCases(
  capabilities: Capabilities,
  { mostCoordinates = 3, fewestCoordinates = 1, fractions, ...range }: RoundRange = {},
): fc.Arbitrary<RoundCase> {
  const entries =
    fractions === undefined
      ? fc.constantFrom(evenFractions, evenFractions, loudFractions)
      : fc.constant(fractions);
  return fc
    .record({
      clustering: clusterings(capabilities, { mostClients: 24, mostClusterSize: 6, ...range }),
      coordinates: fc.integer({
        min: atMost(capabilities, "coordinates", fewestCoordinates),
        max: atMost(capabilities, "coordinates", mostCoordinates),
      }),
      bound: visibleBounds,
      entry: entries,
      seed: seeds,
    })
    .chain(({ clustering: { clients, clusterSize }, coordinates, bound, entry, seed }) =>
      fc
        .array(fc.array(entry, { minLength: coordinates, maxLength: coordinates }), {
          minLength: clients,
          maxLength: clients,
        })
        .map((rows) => ({ updates: rows.map((row) => weightsWithin(bound, row)), clusterSize, seed })),
    );
}

/** Shots and noise of a measurement. */
export interface MeasuredConditions {
  readonly shots: number;
  readonly noise: NoiseParams;
}

/** Finite shots under any declared noise. */
export function measuredConditions(capabilities: Capabilities): fc.Arbitrary<MeasuredConditions> {
  return fc.record({
    shots: fc.integer({ min: 1, max: atMost(capabilities, "shots", 300) }),
    noise: noises(capabilities),
  });
}

/** A round with exact expectations, no noise, no loss, and a rule that takes any number of clusters. */
export function plainRound(
  capabilities: Capabilities,
  { updates, clusterSize, seed }: RoundCase,
): RoundParams {
  return {
    updates,
    clusterSize,
    seed,
    shots: null,
    noise: quietNoise(capabilities),
    dropouts: [],
    rule: plainRule(capabilities) ?? "mean",
    tolerate: 0,
  };
}
