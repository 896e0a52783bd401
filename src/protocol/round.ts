import { checkNumber, checkVector } from "../base/check.ts";
import { checkMatrix, rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { CircuitRecord } from "../quantum/record.ts";
import { screen } from "../rules/index.ts";
import { aggregate } from "./aggregate.ts";
import type { ClusterMeasurement, Conditions } from "./aggregate.ts";
import { decode, encode, largestMagnitude } from "./encode.ts";
import { partition } from "./partition.ts";
import type { RemainderPolicy } from "./partition.ts";
import { checkClusters, checkDropouts, relativeWeights } from "./round-input.ts";
import type { Transcript } from "./transcript.ts";

/** One round of CQSA; global QSA is the round whose cluster size is the number of clients. */
export interface RoundRequest extends Conditions {
  /** N × d: client i's model update is row i. */
  readonly updates: Matrix;
  /** k ≥ 1. */
  readonly clusterSize: number;
  readonly remainder: RemainderPolicy;
  /** Clients that leave after the bound was agreed; each breaks its cluster's states. */
  readonly dropouts?: readonly number[];
  /** Aggregation rule over the surviving cluster means, its f (in clusters), and its options. */
  readonly rule: string;
  readonly tolerate: number;
  readonly options?: Readonly<Record<string, unknown>>;
  /** d numbers, for rules that compare with a trusted direction. */
  readonly reference?: Float64Array;
  /** FedAvg weights, N positive numbers such as sample counts; equal by default. */
  readonly clientWeights?: Float64Array;
}

/** A client at the moment of encoding. */
export interface Encoding {
  readonly client: number;
  readonly update: Float64Array;
  readonly weightBound: number;
  /** max(k, the cluster's size). */
  readonly scaleSize: number;
}

/** Where in the round a circuit runs. */
export interface CircuitPlace {
  readonly cluster: number;
  readonly members: readonly number[];
  readonly coordinate: number;
}

/** Where adversaries take part in a round: in what a role itself decides, never in the answer. */
export interface RoundEdits {
  /** A client's bound report. */
  readonly report?: (client: number, honest: number) => number;
  /** The server's partition: who is with whom; still every client exactly once. */
  readonly clusters?: (honest: readonly (readonly number[])[]) => readonly (readonly number[])[];
  /** The d phases that a client applies (any finite angles); undefined leaves the honest ones. */
  readonly phases?: (encoding: Encoding) => Float64Array | undefined;
  /** The circuit of one coordinate of one cluster. */
  readonly record?: (honest: CircuitRecord, place: CircuitPlace) => CircuitRecord;
}

/** What a round returns. */
export interface RoundResult {
  readonly weightBound: number;
  readonly clusters: readonly (readonly number[])[];
  /** The (weighted) mean update of each cluster; null for a cluster lost to a dropout. */
  readonly aggregates: readonly (Float64Array | null)[];
  /** By cluster; false for a lost one. */
  readonly accepted: readonly boolean[];
  /** The rule's output, d numbers: what the global model moves by. */
  readonly update: Float64Array;
  /** How many clients are in accepted clusters. */
  readonly contributors: number;
  readonly transcript: Transcript;
}

function encodeClient(encoding: Encoding, relativeWeight: number, edits: RoundEdits): Float64Array {
  const edited = edits.phases?.(encoding);
  if (edited !== undefined) {
    if (edited.length !== encoding.update.length) {
      throw rangeRefusal("phases", `${encoding.update.length} phases`, edited.length);
    }
    checkVector("phases", edited);
    return edited;
  }
  const { update, scaleSize, weightBound } = encoding;
  const weighted = relativeWeight === 1 ? update : update.map((weight) => relativeWeight * weight);
  return encode(weighted, scaleSize, weightBound);
}

/**
 * Runs one round: bound reports → partition → encode → circuits → estimates → screening → global update.
 * Every stage draws from its own stream and every cluster from one named by its index, so that a dropout
 * changes nothing elsewhere.
 *
 * The bound is the largest report of all clients, taken before any dropout. The scale of
 * a cluster of more than k clients has its size in place of k, so that the sum cannot wrap. With client weights a_i, client i encodes
 * (a_i/a_max)·w_i and the cluster's sum is divided by Σ a_i/a_max: FedAvg's weighted mean.
 *
 * @throws TypeError, RangeError for arguments out of range, all clients or all clusters lost, and whatever
 *   the stages refuse
 */
export function round(request: RoundRequest, rng: RandomStream, edits: RoundEdits = {}): RoundResult {
  const { updates, clusterSize, remainder } = request;
  checkMatrix("updates", updates);
  const clients = updates.rows;
  const lost = checkDropouts(request.dropouts ?? [], clients);
  const shares = relativeWeights(request.clientWeights, clients);

  const reports = Float64Array.from({ length: clients }, (_, client) => {
    const honest = largestMagnitude(rowOf(updates, client));
    return checkNumber(`reports[${client}]`, edits.report?.(client, honest) ?? honest, { min: 0 });
  });
  const weightBound = largestMagnitude(reports);

  const drawn = partition({ clients, clusterSize, remainder }, rng.fork("partition"));
  const clusters = edits.clusters?.(drawn) ?? drawn;
  checkClusters(clusters, clients);
  const scaleSizes = clusters.map((members) => Math.max(clusterSize, members.length));

  const measurements = clusters.map((members, cluster): ClusterMeasurement | null => {
    if (members.some((client) => lost.has(client))) return null;
    const phases = zeros(members.length, updates.columns);
    for (const [row, client] of members.entries()) {
      const encoding = {
        client,
        update: rowOf(updates, client),
        weightBound,
        scaleSize: scaleSizes[cluster]!,
      };
      phases.data.set(encodeClient(encoding, shares[client]!, edits), row * updates.columns);
    }
    const editRecord = edits.record;
    return aggregate(
      phases,
      request,
      rng.fork(`cluster/${cluster}`),
      editRecord && ((record, coordinate) => editRecord(record, { cluster, members, coordinate })),
    );
  });

  const clusterShares = clusters.map((members) => members.reduce((sum, client) => sum + shares[client]!, 0));
  const aggregates = measurements.map((measured, cluster) => {
    if (measured === null) return null;
    const sum = decode(measured.phaseSum, scaleSizes[cluster]!, weightBound);
    return sum.map((weight) => weight / clusterShares[cluster]!);
  });

  const screened = screenClusters(request, aggregates, clusterShares, rng.fork("screen"));
  return {
    weightBound,
    clusters,
    aggregates,
    accepted: screened.accepted,
    update: screened.aggregate,
    contributors: clusters.reduce((sum, { length }, c) => sum + (screened.accepted[c] ? length : 0), 0),
    transcript: {
      server: { reports, weightBound, clusters, measurements },
      clients: clientViews(clusters, reports, weightBound, scaleSizes),
      links: Array.from({ length: clients }, (_, client) => ({
        client,
        qubitsEachWay: request.shots === null ? null : 2 * request.shots * updates.columns,
      })),
    },
  };
}

function screenClusters(
  request: RoundRequest,
  aggregates: readonly (Float64Array | null)[],
  clusterShares: readonly number[],
  rng: RandomStream,
): { accepted: readonly boolean[]; aggregate: Float64Array } {
  const surviving = aggregates.flatMap((mean, cluster) => (mean === null ? [] : [{ mean, cluster }]));
  if (surviving.length === 0) throw rangeRefusal("dropouts", "at least one cluster left", request.dropouts);
  const means = zeros(surviving.length, request.updates.columns);
  for (const [row, { mean }] of surviving.entries()) means.data.set(mean, row * means.columns);
  const { rule, tolerate, options, reference } = request;
  const result = screen({
    aggregates: means,
    rule,
    tolerate,
    rng,
    memberCounts: Float64Array.from(surviving, ({ cluster }) => clusterShares[cluster]!),
    ...(options === undefined ? {} : { options }),
    ...(reference === undefined ? {} : { reference }),
  });
  const accepted = aggregates.map(() => false);
  for (const [row, { cluster }] of surviving.entries()) accepted[cluster] = result.accepted[row]!;
  return { accepted, aggregate: result.aggregate };
}

function clientViews(
  clusters: readonly (readonly number[])[],
  reports: Float64Array,
  weightBound: number,
  scaleSizes: readonly number[],
): Transcript["clients"] {
  const sizeOf = new Map(clusters.flatMap((members, c) => members.map((client) => [client, scaleSizes[c]!])));
  return Array.from(reports, (report, client) => ({
    client,
    report,
    weightBound,
    scaleSize: sizeOf.get(client)!,
  }));
}
