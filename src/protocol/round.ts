import { checkNumber, checkVector } from "../base/check.ts";
import { checkMatrix, rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { CircuitRecord } from "../quantum/record.ts";
import type { Conditions, RecordEdit } from "./aggregate.ts";
import { decode, encode, largestMagnitude } from "./encode.ts";
import { agreedClusters, updatesToSend } from "./hardening/agree.ts";
import { measureChecked } from "./hardening/check-cluster.ts";
import type { CheckedMeasurement } from "./hardening/check-cluster.ts";
import type { OpeningEdit } from "./hardening/commit-reveal.ts";
import type { Hardening, MeasureName } from "./hardening/hardening.ts";
import type { RemainderPolicy } from "./partition.ts";
import { checkClusters, checkDropouts, relativeWeights } from "./round-input.ts";
import { screenClusters } from "./screen-clusters.ts";
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
  /** Measures beyond the plain profile, as `completeHardening` gives them; none by default. */
  readonly hardening?: Hardening;
}

/** A client at the moment of encoding. */
export interface Encoding {
  readonly client: number;
  readonly update: Float64Array;
  /** The bound of the scale: the round's, times the factor of a guard band. */
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
  /** What a party opens of its share in the partition's draws, where the profile has them committed to. */
  readonly opening?: OpeningEdit;
}

/** What a round returns. */
export interface RoundResult {
  readonly weightBound: number;
  readonly clusters: readonly (readonly number[])[];
  /** The (weighted) mean update of each cluster; null for a cluster lost to a dropout, or whose members did not encode. */
  readonly aggregates: readonly (Float64Array | null)[];
  /** By cluster; false for a lost or flagged one. */
  readonly accepted: readonly boolean[];
  /** By cluster: the measures of the hardened profile that keep it from being an input of the rule. */
  readonly flags: readonly (readonly MeasureName[])[];
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
 * With a hardened profile clients may clip and add noise first; a cluster that a measure flags is no input of the rule,
 * like a lost one, and one whose members distrust their states never encodes.
 *
 * @throws TypeError, RangeError for arguments out of range, all clients or all clusters lost or flagged, a partition that
 *   parties do not agree on, and whatever the stages refuse
 */
export function round(request: RoundRequest, rng: RandomStream, edits: RoundEdits = {}): RoundResult {
  const { clusterSize, remainder, hardening = {} } = request;
  checkMatrix("updates", request.updates);
  const clients = request.updates.rows;
  const lost = checkDropouts(request.dropouts ?? [], clients);
  const shares = relativeWeights(request.clientWeights, clients);

  const { updates, publicBound } = updatesToSend(request.updates, hardening, rng.fork("hardening/noise"));
  const areReported = publicBound === null;
  const reports = areReported ? reportBounds(updates, edits) : new Float64Array(0);
  const weightBound = publicBound ?? largestMagnitude(reports);
  const scaleBound = weightBound * (hardening["guard-band"]?.factor ?? 1);

  const partitioned = { clients, clusterSize, remainder };
  const clusters = agreedClusters(
    partitioned,
    hardening,
    rng.fork("partition"),
    edits.clusters,
    edits.opening,
  );
  checkClusters(clusters, clients);
  const scaleSizes = clusters.map((members) => Math.max(clusterSize, members.length));

  const checked = clusters.map((members, cluster): CheckedMeasurement => {
    if (members.some((client) => lost.has(client))) return { measurement: null, flags: [] };
    const place = { hardening, conditions: request, members: members.length, coordinates: updates.columns };
    const encoded = (): Matrix => {
      const phases = zeros(members.length, updates.columns);
      for (const [row, client] of members.entries()) {
        const encoding = {
          client,
          update: rowOf(updates, client),
          weightBound: scaleBound,
          scaleSize: scaleSizes[cluster]!,
        };
        phases.data.set(encodeClient(encoding, shares[client]!, edits), row * updates.columns);
      }
      return phases;
    };
    const editRecord = edits.record;
    const edit: RecordEdit | undefined =
      editRecord && ((record, coordinate) => editRecord(record, { cluster, members, coordinate }));
    const streams = {
      tests: rng.fork(`hardening/verification/${cluster}`),
      shots: rng.fork(`cluster/${cluster}`),
      residues: rng.fork(`hardening/residues/${cluster}`),
    };
    return measureChecked(place, encoded, edit, streams);
  });
  const measurements = checked.map(({ measurement }) => measurement);
  const flags = checked.map((cluster) => cluster.flags);

  const clusterShares = clusters.map((members) => members.reduce((sum, client) => sum + shares[client]!, 0));
  const aggregates = measurements.map((measured, cluster) => {
    if (measured === null) return null;
    const sum = decode(measured.phaseSum, scaleSizes[cluster]!, scaleBound);
    return sum.map((weight) => weight / clusterShares[cluster]!);
  });

  const screened = screenClusters(request, aggregates, flags, clusterShares, rng.fork("screen"));
  return {
    weightBound,
    clusters,
    aggregates,
    accepted: screened.accepted,
    flags,
    update: screened.aggregate,
    contributors: clusters.reduce((sum, { length }, c) => sum + (screened.accepted[c] ? length : 0), 0),
    transcript: {
      server: { reports, weightBound, clusters, measurements },
      clients: clientViews(clusters, areReported ? reports : null, weightBound, scaleSizes),
      links: Array.from({ length: clients }, (_, client) => ({
        client,
        qubitsEachWay: request.shots === null ? null : 2 * request.shots * updates.columns,
        testQubits: hardening["verification-rounds"]?.states ?? 0,
      })),
    },
  };
}

/** Each client's bound report, its largest weight if it is honest. */
function reportBounds(updates: Matrix, edits: RoundEdits): Float64Array {
  return Float64Array.from({ length: updates.rows }, (_, client) => {
    const honest = largestMagnitude(rowOf(updates, client));
    return checkNumber(`reports[${client}]`, edits.report?.(client, honest) ?? honest, { min: 0 });
  });
}

function clientViews(
  clusters: readonly (readonly number[])[],
  reports: Float64Array | null,
  weightBound: number,
  scaleSizes: readonly number[],
): Transcript["clients"] {
  return clusters
    .flatMap((members, c) =>
      members.map((client) => ({
        client,
        report: reports === null ? null : reports[client]!,
        weightBound,
        scaleSize: scaleSizes[c]!,
      })),
    )
    .sort((a, b) => a.client - b.client);
}
