import { columnMeans, squaredDistance } from "../../../adversaries/columns.ts";
import { rowOf } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import { phaseScale } from "../../protocol/encode.ts";
import { mean } from "../../statistics/moments.ts";
import type { RelationEvidence } from "../byzantine-evidence.ts";
import type { AuditContext } from "../context.ts";
import { variancePrediction } from "../prediction.ts";
import { attackedRound, playedCount, sampledUpdates } from "./attacked.ts";
import { meanEstimate } from "./estimates.ts";
import { cosineOf, scalarProduct } from "./vectors.ts";
import { readSum } from "./wrap.ts";

const CONFIDENCE = 0.999999;
const COORDINATES = 200;
/** Clusters of a round that are compared with each other. */
const MOST_CLUSTERS = 24;
/** Rounds for each of the preset's repetitions. */
const SHARE = 0.2;
const MOST_ROUNDS = 500;

/** A cluster's phase sums in a round: what they are, what was read, and the energy of the noise that is predicted. */
interface Sums {
  readonly truth: Float64Array;
  readonly read: Float64Array;
  readonly noise: number | null;
}

interface Round {
  readonly clusters: readonly Sums[];
  /** Mean squared distance of a client, and of exact and read cluster means, from the mean of all; mean of 1/m. */
  readonly spread: {
    readonly alone: number;
    readonly together: number;
    readonly read: number;
    readonly share: number;
  };
}

function meanDistance(rows: readonly Float64Array[], centre: Float64Array): number {
  return mean(rows.map((row) => squaredDistance(row, centre)));
}

function measured(context: AuditContext, at: number): Round {
  const { settings, rng } = context;
  const updates = sampledUpdates(context, at, COORDINATES);
  const { measured: round } = attackedRound(updates, null, settings, rng.fork(`round/${at}`));
  const exact: Float64Array[] = [];
  const clusters = round.clusters.map((members, cluster): Sums => {
    const scale = phaseScale(Math.max(settings.clusterSize, members.length), 1);
    const own = members.map((client) => rowOf(updates, client));
    const sum = Float64Array.from({ length: updates.columns }, (_, c) =>
      own.reduce((total, row) => total + row[c]!, 0),
    );
    exact.push(sum.map((value) => value / members.length));
    const truth = sum.map((value) => scale * value);
    const variance = variancePrediction(members.length, settings);
    return {
      truth,
      read: rowOf(round.means!, cluster).map((value) => value * scale * members.length),
      noise: variance && truth.reduce((all, trueSum) => all + variance(trueSum), 0),
    };
  });
  const centre = columnMeans(updates);
  const rowsOf = (matrix: Matrix): Float64Array[] =>
    Array.from({ length: matrix.rows }, (_, row) => rowOf(matrix, row));
  return {
    clusters: clusters.slice(0, MOST_CLUSTERS),
    spread: {
      alone: meanDistance(rowsOf(updates), centre),
      together: meanDistance(exact, centre),
      read: meanDistance(rowsOf(round.means!), centre),
      share: mean(round.clusters.map(({ length }) => 1 / length)),
    },
  };
}

interface Factors {
  readonly pairs: number;
  readonly cosine: number | null;
  readonly expectedCosine: number | null;
  readonly distance: number | null;
  readonly expectedDistance: number | null;
  readonly furthest: RelationEvidence["furthest"];
}

function energy(vector: Float64Array): number {
  return scalarProduct(vector, vector);
}

/** What a round made of the cosines and distances of all pairs of its clusters. */
function factorsOf(clusters: readonly Sums[]): Factors {
  const cosines = { product: 0, squares: 0, expected: 0 };
  const distances = { read: 0, truth: 0, noise: 0 };
  let known = true;
  let pairs = 0;
  let furthest: RelationEvidence["furthest"] = null;
  for (const [i, a] of clusters.entries()) {
    for (const b of clusters.slice(0, i)) {
      const [trueCosine, read] = [cosineOf(a.truth, b.truth), cosineOf(a.read, b.read)];
      pairs++;
      cosines.product += read * trueCosine;
      cosines.squares += trueCosine ** 2;
      distances.read += squaredDistance(a.read, b.read);
      distances.truth += squaredDistance(a.truth, b.truth);
      if (a.noise === null || b.noise === null) known = false;
      else {
        const loss = Math.sqrt((1 + a.noise / energy(a.truth)) * (1 + b.noise / energy(b.truth)));
        if (trueCosine !== 0) cosines.expected += trueCosine ** 2 / loss;
        distances.noise += a.noise + b.noise;
      }
      if (furthest === null || Math.abs(read - trueCosine) > Math.abs(furthest.read - furthest.trueCosine)) {
        furthest = { trueCosine, read };
      }
    }
  }
  const of = (value: number, base: number): number | null => (base === 0 ? null : value / base);
  return {
    pairs,
    cosine: of(cosines.product, cosines.squares),
    expectedCosine: known ? of(cosines.expected, cosines.squares) : null,
    distance: of(distances.read, distances.truth),
    expectedDistance: known ? of(distances.truth + distances.noise, distances.truth) : null,
    furthest,
  };
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

/** The mean of predictions, if each round has one. */
function meanOfAll(values: readonly (number | null)[]): number | null {
  const all = known(values);
  return all.length === values.length && all.length > 0 ? mean(all) : null;
}

/** PH-7: the run's updates in new clusters and with new noise, pair by pair. */
export function gatherRelations(context: AuditContext): RelationEvidence {
  const { settings, rounds: own } = context;
  const { rows: clients, columns } = own[0]!.updates;
  const count = playedCount(context, SHARE, MOST_ROUNDS);
  const rounds = Array.from({ length: count }, (_, at) => measured(context, at));
  const factors = rounds.map(({ clusters }) => factorsOf(clusters));
  const sums = rounds.flatMap(({ clusters }) => clusters);
  const noise = meanOfAll(sums.map((sum) => sum.noise));
  const signal = mean(sums.map(({ truth }) => energy(truth)));
  const outstanding = (of: "together" | "read"): number[] =>
    rounds.flatMap(({ spread }) =>
      spread.together > 0 ? [spread.share * Math.sqrt(spread.alone / spread[of])] : [],
    );
  const sizes = own[0]!.result.clusters.map(({ length }) => length);
  const finite = mean(sizes.map((size) => (clients - size) / (size * Math.max(1, clients - 1))));
  const dilution = meanEstimate(outstanding("together"), CONFIDENCE);
  const wrappedPhases = [Math.PI / 2, Math.PI];
  return {
    rounds: count,
    pairs: factors.reduce((sum, { pairs }) => sum + pairs, 0),
    coordinates: Math.min(COORDINATES, columns),
    clusterSize: settings.clusterSize,
    shots: settings.shots,
    confidence: CONFIDENCE,
    signalToNoise: noise === null || noise === 0 ? null : signal / noise,
    cosineFactor: meanEstimate(known(factors.map(({ cosine }) => cosine)), CONFIDENCE),
    expectedCosineFactor: meanOfAll(factors.map(({ expectedCosine }) => expectedCosine)),
    distanceFactor: meanEstimate(known(factors.map(({ distance }) => distance)), CONFIDENCE),
    expectedDistanceFactor: meanOfAll(factors.map(({ expectedDistance }) => expectedDistance)),
    furthest: factors.reduce<RelationEvidence["furthest"]>((most, { furthest }) => {
      const off = (pair: RelationEvidence["furthest"]): number =>
        pair === null ? -1 : Math.abs(pair.read - pair.trueCosine);
      return off(furthest) > off(most) ? furthest : most;
    }, null),
    dilution,
    dilutionRead: meanEstimate(outstanding("read"), CONFIDENCE),
    expectedDilution:
      dilution === null || finite === 0 ? null : mean(sizes.map((size) => 1 / size)) / Math.sqrt(finite),
    wrapped: {
      trueSum: wrappedPhases[0]! + wrappedPhases[1]!,
      read: readSum(context, wrappedPhases),
    },
  };
}
