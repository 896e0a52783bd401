import fc from "fast-check";
import type { Capabilities, NoiseParams, RoundParams } from "../../src/implementation/implementation.ts";
import { clusterings, declaredSizes } from "./clusterings.ts";
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

/** A round in the middle of which some clients leave. */
export interface LossyRound {
  readonly round: RoundCase;
  /** Fewer than there are clusters, so that one survives. */
  readonly dropouts: readonly number[];
}

/** Which losses a law wants. */
export interface LossRange extends RoundRange {
  readonly fewestDropouts?: number;
  readonly mostDropouts?: number;
}

/** How many clusters a round has. */
export function clusterCount(capabilities: Capabilities, { updates, clusterSize }: RoundCase): number {
  return declaredSizes(capabilities, { clients: updates.length, clusterSize })!.length;
}

/** Rounds as of `roundCases`, with any dropouts that leave a cluster. */
export function lossyRounds(
  capabilities: Capabilities,
  { fewestDropouts = 0, mostDropouts = Infinity, ...range }: LossRange = {},
): fc.Arbitrary<LossyRound> {
  return roundCases(capabilities, range).chain((round) =>
    fc.record({
      round: fc.constant(round),
      dropouts: fc.uniqueArray(fc.integer({ min: 0, max: round.updates.length - 1 }), {
        minLength: fewestDropouts,
        maxLength: Math.min(mostDropouts, clusterCount(capabilities, round) - 1),
      }),
    }),
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
