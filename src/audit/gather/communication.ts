import { matrixFromRows, rowOf, zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { BASES } from "../../quantum/record.ts";
import { round } from "../../protocol/round.ts";
import type { RoundRequest, RoundResult } from "../../protocol/round.ts";
import { quiet } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { CommunicationEvidence } from "../cost-evidence.ts";

/** How many coordinates the rounds with counted circuits have. */
const COORDINATES = [1, 2, 4, 8];

/** Clients of these rounds: enough for a few clusters, and circuits that are quick to evaluate one by one. */
const MOST_CLIENTS = 12;
const MOST_MEMBERS = 6;

/** Qubits that crossed links, there and back. */
function tripsOf({ transcript }: RoundResult): number {
  return transcript.links.reduce((sum, { qubitsEachWay }) => sum + 2 * (qubitsEachWay ?? 0), 0);
}

/** GHZ states: as many as shots in all bases, for every cluster and coordinate that was measured. */
function statesOf({ transcript }: RoundResult, shots: number): number {
  return transcript.server.measurements.reduce(
    (sum, measured) => sum + (measured === null ? 0 : measured.phaseSum.length * BASES.length * shots),
    0,
  );
}

/** The first rows and columns of a matrix. */
function corner(updates: Matrix, rows: number, columns: number): Matrix {
  const part = zeros(rows, columns);
  for (let r = 0; r < rows; r++) part.data.set(rowOf(updates, r).subarray(0, columns), r * columns);
  return part;
}

/** A round whose circuits are counted as they run. */
function countedRound(
  request: RoundRequest & { readonly shots: number },
  rng: RandomStream,
): { states: number; qubitTrips: number } {
  let circuits = 0;
  const result = round(request, rng, {
    record: (honest) => {
      circuits++;
      return honest;
    },
  });
  return { states: circuits * BASES.length * request.shots, qubitTrips: tripsOf(result) };
}

/** The first N, then d ≥ 2, whose round sends another number of qubits than with one coordinate. */
function smallestGrowth({ settings, rng }: AuditContext): CommunicationEvidence["smallest"] {
  const trips = (clients: number, coordinates: number): number => {
    const rows = Array.from({ length: clients }, () => Array.from({ length: coordinates }, () => 1));
    const request = { clusterSize: clients, remainder: "short", shots: 1, noise: quiet(settings) } as const;
    const updates = matrixFromRows("updates", rows);
    return countedRound({ ...request, updates, rule: "mean", tolerate: 0 }, rng.fork("smallest")).qubitTrips;
  };
  for (let clients = 1; clients <= 4; clients++) {
    const qubitTripsOfOne = trips(clients, 1);
    for (let coordinates = 2; coordinates <= 8; coordinates++) {
      const qubitTrips = trips(clients, coordinates);
      if (qubitTrips !== qubitTripsOfOne) return { clients, coordinates, qubitTrips, qubitTripsOfOne };
    }
  }
  return null;
}

/** CO-1: states and qubits of the run's first round from its transcript, and of parts of it with every circuit counted. */
export function gatherCommunication(context: AuditContext): CommunicationEvidence {
  const { rounds, settings, rng } = context;
  const { updates, result } = rounds[0]!;
  const shots = BASES.length * settings.shots;
  const rows = Math.min(MOST_CLIENTS, updates.rows);
  const part = {
    ...settings,
    clusterSize: Math.min(settings.clusterSize, MOST_MEMBERS, rows),
    remainder: "balanced",
    noise: quiet(settings),
    rule: "mean",
    tolerate: 0,
  } as const;
  return {
    clients: updates.rows,
    clusters: result.clusters.length,
    coordinates: updates.columns,
    shots,
    states: statesOf(result, settings.shots),
    qubitTrips: tripsOf(result),
    expectedStates: updates.columns * result.clusters.length * shots,
    expectedTrips: 2 * updates.columns * updates.rows * shots,
    byCoordinates: COORDINATES.filter((coordinates) => coordinates <= updates.columns).map((coordinates) => ({
      coordinates,
      ...countedRound({ ...part, updates: corner(updates, rows, coordinates) }, rng.fork(`d/${coordinates}`)),
    })),
    smallest: smallestGrowth(context),
  };
}
