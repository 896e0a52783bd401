import { ghzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import type { AuditContext } from "../context.ts";
import type { ClusterFidelityEvidence, FidelityCase } from "../evidence.ts";
import { losesAlone, losesTogether } from "../fidelity-case.ts";
import { ownNoise, paperNoise, paperQualities, settingOf } from "./paper-noise.ts";

/** Under the paper's channel, for the clusters of the run. */
const PROBABILITIES = [0.001, 0.005, 0.01, 0.02];

/** The region: every N up to 100, every divisor k > 1 below N, and every p. */
const MOST_CLIENTS = 100;
const STEP = 0.002;
const STEPS = 25;

function regionOf(context: AuditContext): FidelityCase[] {
  const quality = paperQualities(context.settings);
  const cases: FidelityCase[] = [];
  for (let clients = 4; clients <= MOST_CLIENTS; clients++) {
    for (let clusterSize = 2; clusterSize < clients; clusterSize++) {
      if (clients % clusterSize > 0) continue;
      for (let step = 1; step <= STEPS; step++) {
        const probability = step * STEP;
        const cluster = quality(clusterSize, probability).fidelity;
        const global = quality(clients, probability).fidelity;
        const noise = settingOf(paperNoise(context.settings, probability));
        cases.push({
          clients,
          clusterSize,
          noise,
          cluster,
          global,
          product: cluster ** (clients / clusterSize),
        });
      }
    }
  }
  return cases;
}

/** The clusters of the run's first round: the largest, which is the worst, and the product over all of them. */
function caseOf({ rounds }: AuditContext, noise: GateNoise): FidelityCase {
  const { updates, result } = rounds[0]!;
  const sizes = result.clusters.map(({ length }) => length);
  const clusterSize = sizes.reduce((a, b) => Math.max(a, b));
  const fidelity = (qubits: number): number => ghzQuality(qubits, noise).fidelity;
  return {
    clients: updates.rows,
    clusterSize,
    noise: settingOf(noise),
    cluster: fidelity(clusterSize),
    global: fidelity(updates.rows),
    product: sizes.reduce((product, size) => product * fidelity(size), 1),
  };
}

/** FI-1: exact fidelities of one cluster, of all clusters together, and of one state of everyone. */
export function gatherClusterFidelity(context: AuditContext): ClusterFidelityEvidence {
  const { settings, rounds } = context;
  const several = rounds[0]!.result.clusters.length > 1;
  const noise = ownNoise(settings);
  const region = regionOf(context);
  const [alone, together] = [region.filter(losesAlone), region.filter(losesTogether)];
  return {
    own: several ? PROBABILITIES.map((p) => caseOf(context, paperNoise(settings, p))) : [],
    ownNoise: several && noise !== null ? caseOf(context, noise) : null,
    points: region.length,
    largestClients: MOST_CLIENTS,
    largestProbability: STEP * STEPS,
    lossesAlone: alone.length,
    firstAlone: alone[0] ?? null,
    lossesTogether: together.length,
    together:
      together.length === 0
        ? null
        : {
            fewestClients: together[0]!,
            leastNoise: together.reduce((a, b) => (b.noise.probability < a.noise.probability ? b : a)),
            smallestClusters: together.reduce((a, b) => (b.clusterSize < a.clusterSize ? b : a)),
          },
  };
}
