import { densityMatrixOutcomes } from "../../../properties/oracles/density-matrix.ts";
import type { Basis, CircuitRecord } from "../../quantum/record.ts";
import { honestRecord } from "../../quantum/record.ts";
import { outcomeDistribution } from "../../quantum/contract.ts";
import { angleBetween, clusterSums } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { AccumulationEvidence } from "../evidence.ts";

type Simulator = (record: CircuitRecord, basis: Basis) => ArrayLike<number>;

/** Qubit 0's expectation from a joint distribution: outcomes with bit 0 unset minus those with it set. */
function expectation(distribution: ArrayLike<number>): number {
  let total = 0;
  for (let o = 0; o < distribution.length; o++) total += (o & 1) === 0 ? distribution[o]! : -distribution[o]!;
  return total;
}

/** PH-1: the angle of ideal circuits, simulated in full in both bases. */
export function gatherAccumulation(context: AuditContext): AccumulationEvidence {
  const { rng, effort } = context;
  const real = [...clusterSums(context, effort.trials)]
    .map(({ phases }) => phases)
    .filter(({ length }) => length <= 10);
  const random = Array.from({ length: 10 }, (_, i) =>
    Float64Array.from({ length: i + 1 }, () => (2 * rng.uniform() - 1) * Math.PI),
  );
  const dense = [...random.slice(0, 4), ...real.filter(({ length }) => length <= 5).slice(0, 4)];
  const runs: (readonly [Float64Array, Simulator])[] = [
    ...[...random, ...real].map((phases) => [phases, outcomeDistribution] as const),
    ...dense.map((phases) => [phases, densityMatrixOutcomes] as const),
  ];
  let largestError = 0;
  let worst: AccumulationEvidence["worst"] = { phases: [], read: 0 };
  for (const [phases, simulate] of runs) {
    const record = honestRecord(phases);
    const read = Math.atan2(expectation(simulate(record, "y")), expectation(simulate(record, "x")));
    const error = Math.abs(
      angleBetween(
        read,
        phases.reduce((sum, phase) => sum + phase, 0),
      ),
    );
    if (error >= largestError) {
      largestError = error;
      worst = { phases: [...phases], read };
    }
  }
  return {
    circuits: runs.length,
    ownCircuits: real.length,
    denseCircuits: dense.length,
    largestClients: Math.max(...runs.map(([phases]) => phases.length)),
    largestError,
    worst,
  };
}
