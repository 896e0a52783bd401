import { matrixFromRows, rowOf } from "../../base/matrix.ts";
import { aggregate } from "../../protocol/aggregate.ts";
import { encode } from "../../protocol/encode.ts";
import { partition } from "../../protocol/partition.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import { NO_TRIALS, withTrial } from "../../statistics/korn-graubard.ts";
import type { MemberEvidence } from "../byzantine-evidence.ts";
import { quiet } from "../context.ts";
import type { AuditContext } from "../context.ts";
import { sampledUpdates } from "./attacked.ts";
import { rateEstimate } from "./estimates.ts";

const CONFIDENCE = 0.999999;
const COORDINATES = 16;
/** Beyond so many qubits a circuit is not needed to make the point. */
const MOST_MEMBERS = 8;
/** Pairs of rounds, and rounds with reports, for each of the preset's repetitions. */
const SHARE = { pairs: 0.1, reports: 1 };
const SCALES = [1, 3];
const LARGEST_TENTHS = 3;
/** Expectations that differ by rounding alone. */
const SAME = 1e-9;

interface View {
  readonly x: number;
  readonly y: number;
}

/** What the server measures of one coordinate, as exact expectations. */
function viewOf(weights: readonly number[], noise: GateNoise, { rng }: Pick<AuditContext, "rng">): View {
  const phases = weights.map((weight) => [...encode(Float64Array.of(weight), weights.length, 1)]);
  const { x, y } = aggregate(matrixFromRows("phases", phases), { shots: null, noise }, rng);
  return { x: x[0]!, y: y[0]! };
}

function difference(a: View, b: View): number {
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
}

/** The weights when the member in that place sends its own reversed. */
function attackedBy(place: number, weights: readonly number[]): number[] {
  return weights.map((weight, member) => (member === place ? -weight : weight));
}

/** The fewest and smallest weights of which it does not show whether the first or the second member reverses its own. */
function smallestAlike(context: AuditContext): MemberEvidence["smallest"] {
  const noise = quiet(context.settings);
  for (let members = 2; members <= 4; members++) {
    for (let code = 0; code < LARGEST_TENTHS ** members; code++) {
      const weights = Array.from(
        { length: members },
        (_, place) => 1 + (Math.floor(code / LARGEST_TENTHS ** place) % LARGEST_TENTHS),
      );
      const shares = weights.map((weight) => weight / 10);
      const [one, other] = [0, 1].map((place) => viewOf(attackedBy(place, shares), noise, context));
      if (difference(one!, other!) > SAME) continue;
      return { weights: attackedBy(0, weights), otherWeights: attackedBy(1, weights), ...one! };
    }
  }
  return null;
}

/** Clusters of the run in which two members have one update: does it show which of them reverses it? */
function comparePairs(context: AuditContext): Pick<MemberEvidence, "pairs" | "largestDifference"> {
  const { settings, effort, rng, rounds } = context;
  const clients = rounds[0]!.updates.rows;
  const members = Math.min(settings.clusterSize, clients, MOST_MEMBERS);
  if (members < 2) return { pairs: 0, largestDifference: 0 };
  const pairs = Math.max(2, Math.ceil(SHARE.pairs * effort.trials));
  let largestDifference = 0;
  for (let at = 0; at < pairs; at++) {
    const updates = sampledUpdates(context, at, COORDINATES);
    const draws = rng.fork(`pair/${at}`);
    const [cluster] = partition({ clients, clusterSize: members, remainder: "merge" }, draws);
    for (let c = 0; c < updates.columns; c++) {
      const weights = cluster!.slice(0, members).map((client) => rowOf(updates, client)[c]!);
      weights[1] = weights[0]!;
      const [one, other] = [0, 1].map((place) => viewOf(attackedBy(place, weights), settings.noise, context));
      largestDifference = Math.max(largestDifference, difference(one!, other!));
    }
  }
  return { pairs: pairs * Math.min(COORDINATES, rounds[0]!.updates.columns), largestDifference };
}

/** The largest report of a cluster with an attacker: is it the attacker's? */
function byReports(context: AuditContext): MemberEvidence["byReports"] {
  const { settings, effort, rng, rounds } = context;
  const { clusterSize, remainder } = settings;
  const clients = rounds[0]!.updates.rows;
  return SCALES.map((scale) => {
    let named = NO_TRIALS;
    const count = Math.max(2, Math.ceil(SHARE.reports * effort.trials));
    for (let at = 0; at < count; at++) {
      const { updates } = rounds[at % rounds.length]!;
      const draws = rng.fork(`reports/${at}`);
      const members = partition({ clients, clusterSize, remainder }, draws)[0]!;
      const attacker = members[draws.integer(members.length)]!;
      const report = (client: number): number => {
        const largest = rowOf(updates, client).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
        return client === attacker ? scale * largest : largest;
      };
      const largest = members.reduce((most, client) => (report(client) > report(most) ? client : most));
      named = withTrial(named, largest === attacker ? 1 : 0, 1);
    }
    return { scale, named: rateEstimate(named, CONFIDENCE)! };
  });
}

/** BY-5: pairs of rounds that differ in who attacks alone, and what bound reports give away beside them. */
export function gatherMembers(context: AuditContext): MemberEvidence {
  const sizes = context.rounds[0]!.result.clusters.map(({ length }) => length);
  return {
    clusterSize: sizes[0]!,
    ...comparePairs(context),
    smallest: smallestAlike(context),
    confidence: CONFIDENCE,
    chance: 1 / sizes[0]!,
    byReports: byReports(context),
  };
}
