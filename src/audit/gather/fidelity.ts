import { ghzQuality } from "../../quantum/ghz.ts";
import type { AuditContext } from "../context.ts";
import type { ClusterFidelityEvidence, RecurrenceEvidence } from "../evidence.ts";
import { PAPER_PROBABILITY, paperNoise } from "./paper-noise.ts";

const PROBABILITIES = [0.001, 0.005, 0.01, 0.02];

/** FI-1: exact fidelities of one cluster, of all clusters together, and of one state of everyone. */
export function gatherClusterFidelity({ settings, rounds }: AuditContext): ClusterFidelityEvidence {
  const clients = rounds[0]!.updates.rows;
  const clusterSize = Math.min(settings.clusterSize, clients);
  const cases = PROBABILITIES.map((probability) => {
    const noise = paperNoise(settings, probability);
    const cluster = ghzQuality(clusterSize, noise).fidelity;
    const global = ghzQuality(clients, noise).fidelity;
    return { probability, cluster, global, product: cluster ** (clients / clusterSize) };
  });
  const survivalPerQubit = 1 - PAPER_PROBABILITY;
  const formulaRatio =
    (survivalPerQubit ** clusterSize) ** (clients / clusterSize) / survivalPerQubit ** clients;
  return { clients, clusterSize, cases, formulaRatio };
}

/** From where, and up to where, the paper extrapolates (§5). */
const FROM = 20;
const QUBITS = 100;

/** FI-3: the recurrence from n = 20 against the exact population, at the paper's p = 0.5 %. */
export function gatherRecurrence({ settings }: AuditContext): RecurrenceEvidence {
  const noise = paperNoise(settings);
  const population = (n: number): number => ghzQuality(n, noise).population;
  const independent = (n: number): number =>
    ghzQuality(n, { ...noise, channel: "depolarizing1x2" }).population;
  const recurrenceDecay = (1 - PAPER_PROBABILITY) ** 2;
  const extrapolate = (n: number): number => population(FROM) * recurrenceDecay ** (n - FROM);
  const first = Array.from({ length: QUBITS - FROM }, (_, i) => FROM + 1 + i).find(
    (n) => Math.abs(extrapolate(n) / population(n) - 1) > 1e-3,
  );
  return {
    probability: PAPER_PROBABILITY,
    qubits: QUBITS,
    exact: population(QUBITS),
    extrapolated: extrapolate(QUBITS),
    decayBefore: population(FROM) / population(FROM - 1),
    decayAtEnd: population(QUBITS) / population(QUBITS - 1),
    recurrenceDecay,
    independentDecay: independent(QUBITS) / independent(QUBITS - 1),
    firstDeviation:
      first === undefined
        ? null
        : { qubits: first, exact: population(first), extrapolated: extrapolate(first) },
  };
}
