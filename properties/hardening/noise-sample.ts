import type { Implementation, RoundParams } from "../../src/implementation/implementation.ts";
import { isObject } from "../../src/implementation/schemas/expect.ts";
import { plainRound } from "../arbitraries/rounds.ts";
import { atMost } from "../arbitraries/values.ts";
import { askRound, memberSums } from "../rounds/ask-round.ts";
import { mustAgree } from "../violation.ts";

/**
 * Bounds and ratios that are told apart from their squares, from each other and from 1. What two members draw together, or
 * each a part of, shows in their sum; how one number is distributed only in clusters of one.
 */
const SETTINGS = [
  { bound: 2, ratio: 0.1, members: 2 },
  { bound: 0.5, ratio: 0.3, members: 1 },
] as const;

type Setting = (typeof SETTINGS)[number];

const CLIENTS = 6;
const COORDINATES = 250;
/** Weights stay so far below the bound that noise has 5.6 deviations until it is clipped. */
const WEIGHTS = [0.5, -0.5, 0, 0.25] as const;

function settingOf({ hardening }: Pick<RoundParams, "hardening">): Setting | undefined {
  const clip = hardening?.["clip-bound"];
  const isNoisy = hardening?.["local-noise"] !== undefined;
  return isNoisy && isObject(clip) ? SETTINGS.find(({ bound }) => clip["bound"] === bound) : undefined;
}

/** The deviation that a cluster's mean should have from that of its members' weights. */
function unitOf(params: RoundParams): number {
  const { bound, ratio, members } = settingOf(params)!;
  return (ratio * bound) / Math.sqrt(members);
}

/** True for a round that {@link noisyRound} asks for. */
export function isNoisyRound(params: RoundParams): boolean {
  return settingOf(params) !== undefined;
}

/** What noise adds to the mean of each cluster: a row a cluster, with variance 1 if it is as specified. */
export function noiseOf(
  params: RoundParams,
  clusters: readonly (readonly number[])[],
  aggregates: readonly (readonly number[] | null)[],
): number[][] {
  const unit = unitOf(params);
  return clusters.map((members, c) => {
    const means = memberSums(params.updates, members).map((sum) => sum / members.length);
    return aggregates[c]!.map((value, i) => (value - means[i]!) / unit);
  });
}

/** The aggregates that stand for such numbers. */
export function aggregatesOf(
  params: RoundParams,
  clusters: readonly (readonly number[])[],
  noise: readonly (readonly number[])[],
): number[][] {
  const unit = unitOf(params);
  return clusters.map((members, c) =>
    memberSums(params.updates, members).map((sum, i) => sum / members.length + unit * noise[c]![i]!),
  );
}

/**
 * The noise of one round with exact expectations. Rounds of even and odd number have other bounds, and clusters of two or
 * one; two in a row of one kind differ in their seeds alone.
 *
 * @throws a violation if the call fails, or its bound leaves another room than four deviations
 */
export async function noisyRound(
  implementation: Implementation,
  seed: string,
  call: number,
  size: number,
): Promise<number[][]> {
  const { capabilities } = implementation;
  // An even number: clusters of two shall be full.
  const clients = 2 * Math.floor(atMost(capabilities, "clients", CLIENTS) / 2);
  const coordinates = atMost(capabilities, "coordinates", Math.min(COORDINATES, Math.max(2, size)));
  const { bound, ratio, members } = SETTINGS[call % SETTINGS.length]!;
  const updates = Array.from({ length: clients }, (_, client) =>
    Array.from({ length: coordinates }, (_, i) => bound * WEIGHTS[(client + i) % WEIGHTS.length]!),
  );
  const plain = plainRound(capabilities, { updates, clusterSize: members, seed: `${seed}/${call}` });
  const params: RoundParams = {
    ...plain,
    hardening: { "clip-bound": { bound }, "local-noise": { ratio } },
  };
  const { clusters, aggregates, weightBound } = await askRound(implementation, params);
  mustAgree("weightBound", [bound * (1 + 4 * ratio)], [weightBound]);
  return noiseOf(params, clusters, aggregates);
}
