import { matrixFromRows, rowOf } from "../../base/matrix.ts";
import { aggregate } from "../../protocol/aggregate.ts";
import { round } from "../../protocol/round.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import { angleBetween, clusterSums, quiet } from "../context.ts";
import type { AuditContext, AuditSettings } from "../context.ts";
import type {
  ClusterFidelityEvidence,
  MetricEvidence,
  PopulationEvidence,
  RecurrenceEvidence,
  SurfaceEvidence,
  SurfacePoint,
} from "../evidence.ts";

/** The paper's channel: two-qubit depolarizing after every CNOT (CQSA §5). */
function paperNoise({ noise }: AuditSettings, probability: number): GateNoise {
  return { channel: "depolarizing2", layout: noise.layout, probability };
}

/** FI-1: exact fidelities of one cluster, of all clusters together, and of one state of everyone. */
export function gatherClusterFidelity({ settings, rounds }: AuditContext): ClusterFidelityEvidence {
  const clients = rounds[0]!.updates.rows;
  const clusterSize = Math.min(settings.clusterSize, clients);
  const cases = [0.001, 0.005, 0.01, 0.02].map((probability) => {
    const noise = paperNoise(settings, probability);
    const cluster = ghzQuality(clusterSize, noise).fidelity;
    const global = ghzQuality(clients, noise).fidelity;
    return { probability, cluster, global, product: cluster ** (clients / clusterSize) };
  });
  const survivalPerQubit = 1 - 0.005;
  const formulaRatio =
    (survivalPerQubit ** clusterSize) ** (clients / clusterSize) / survivalPerQubit ** clients;
  return { clients, clusterSize, cases, formulaRatio };
}

/** FI-2: a fully dephased state, its population, and what the run's cluster sums are read as from it. */
export function gatherPopulation(context: AuditContext): PopulationEvidence {
  const { settings, rng, effort } = context;
  const qubits = 2;
  const dephased: GateNoise = { channel: "dephasing", layout: settings.noise.layout, probability: 0.5 };
  const sums = [...clusterSums(context, Math.min(effort.samples, 2000))].map(({ trueSum }) => trueSum);
  const phases = matrixFromRows("phases", [sums.map((sum) => sum / 2), sums.map((sum) => sum / 2)]);
  const readingError = (noise: GateNoise, name: string): number => {
    const { phaseSum } = aggregate(phases, { shots: settings.shots, noise }, rng.fork(name));
    const squares = sums.map((sum, i) => angleBetween(phaseSum[i]!, sum) ** 2);
    return Math.sqrt(squares.reduce((total, square) => total + square, 0) / sums.length);
  };
  return {
    qubits,
    ...ghzQuality(qubits, dephased),
    readingError: readingError(dephased, "dephased"),
    perfectError: readingError(quiet(settings), "perfect"),
    phases: sums.length,
  };
}

/** FI-3: the recurrence from n = 20 against the exact population, at the paper's p = 0.5 %. */
export function gatherRecurrence({ settings }: AuditContext): RecurrenceEvidence {
  const probability = 0.005;
  const noise = paperNoise(settings, probability);
  const population = (n: number): number => ghzQuality(n, noise).population;
  const recurrenceDecay = (1 - probability) ** 2;
  const from = 20;
  const qubits = 100;
  const extrapolate = (n: number): number => population(from) * recurrenceDecay ** (n - from);
  const beyond = Array.from({ length: qubits - from }, (_, i) => from + 1 + i);
  return {
    probability,
    qubits,
    exact: population(qubits),
    extrapolated: extrapolate(qubits),
    decayBefore: population(from) / population(from - 1),
    decayAtEnd: population(qubits) / population(qubits - 1),
    recurrenceDecay,
    firstDeviation: beyond.find((n) => Math.abs(extrapolate(n) / population(n) - 1) > 1e-3) ?? null,
  };
}

const SURFACE_CLIENTS = [4, 8, 12, 20, 40, 60, 80, 100];
const SURFACE_SIZES = [2, 4, 5, 10, 20, 50];
const SURFACE_STEP = 0.002;
const SURFACE_STEPS = 25;

/** FI-4: clustered against global, in population and in true fidelity, over N, k | N and p. */
export function gatherSurface({ settings }: AuditContext): SurfaceEvidence {
  let points = 0;
  let ties = 0;
  let populationLosses = 0;
  let fidelityLosses = 0;
  let populationException: SurfacePoint | null = null;
  let fidelityException: SurfacePoint | null = null;
  for (const clients of SURFACE_CLIENTS) {
    for (const clusterSize of SURFACE_SIZES.filter((k) => clients % k === 0)) {
      for (let step = 0; step <= SURFACE_STEPS; step++) {
        const probability = step * SURFACE_STEP;
        const noise = paperNoise(settings, probability);
        const cluster = ghzQuality(clusterSize, noise);
        const global = ghzQuality(clients, noise);
        const at = (clustered: number, whole: number): SurfacePoint => ({
          clients,
          clusterSize,
          probability,
          clustered,
          global: whole,
        });
        points++;
        const population = at(cluster.population ** (clients / clusterSize), global.population);
        const fidelity = at(cluster.fidelity ** (clients / clusterSize), global.fidelity);
        const nothingToGain = probability === 0 || clusterSize === clients;
        if (nothingToGain) ties++;
        if (!nothingToGain && population.clustered <= population.global) {
          populationLosses++;
          populationException ??= population;
        }
        if (!nothingToGain && fidelity.clustered <= fidelity.global) {
          fidelityLosses++;
          fidelityException ??= fidelity;
        }
      }
    }
  }
  return {
    points,
    populationLosses,
    fidelityLosses,
    ties,
    populationException,
    fidelityException,
    largestProbability: SURFACE_STEP * SURFACE_STEPS,
  };
}

/** FI-5: figure 2's metric over the divisors of N, and what the server reads with clusters of one. */
export function gatherMetric(context: AuditContext): MetricEvidence {
  const { rounds, settings, rng } = context;
  const { updates } = rounds[0]!;
  const clients = updates.rows;
  const probability = 0.005;
  const noise = paperNoise(settings, probability);
  const divisors = Array.from({ length: clients }, (_, i) => i + 1).filter((k) => clients % k === 0);
  const byClusterSize = divisors.map((clusterSize) => ({
    clusterSize,
    total: ghzQuality(clusterSize, noise).population ** (clients / clusterSize),
  }));
  const best = byClusterSize.reduce((a, b) => (b.total > a.total ? b : a)).clusterSize;
  const alone = round(
    {
      updates,
      clusterSize: best,
      remainder: settings.remainder,
      shots: null,
      noise,
      rule: "mean",
      tolerate: 0,
    },
    rng.fork("metric"),
  );
  let largest = 0;
  for (const [cluster, [client]] of alone.clusters.entries()) {
    const truth = rowOf(updates, client!);
    for (const [i, weight] of alone.aggregates[cluster]!.entries()) {
      // ±bound is one point of the circle when a cluster has one member.
      const error = Math.abs(Math.abs(weight) - Math.abs(truth[i]!));
      largest = Math.max(largest, error);
    }
  }
  return { clients, probability, byClusterSize, best, exposure: largest / (alone.weightBound || 1) };
}
