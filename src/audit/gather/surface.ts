import { ghzQuality } from "../../quantum/ghz.ts";
import type { GhzQuality } from "../../quantum/ghz.ts";
import type { AuditContext } from "../context.ts";
import type { SurfaceEvidence, SurfacePoint } from "../evidence.ts";
import { ownNoise, paperQualities, settingOf } from "./paper-noise.ts";

const CLIENTS = [4, 8, 12, 20, 40, 60, 80, 100];
const SIZES = [2, 4, 5, 10, 20, 50];
const STEP = 0.002;
const STEPS = 25;

/** Figure 3: k = 4 and p from 0 to 2 %. */
function inFigure({ clusterSize, probability }: SurfacePoint): boolean {
  return clusterSize === 4 && probability <= 0.02;
}

/** The clusters of the run's first round under its noise, their qualities multiplied; named after the largest. */
function ownPoint({ settings, rounds }: AuditContext): SurfaceEvidence["own"] {
  const { updates, result } = rounds[0]!;
  const noise = ownNoise(settings);
  if (noise === null || result.clusters.length < 2) return null;
  const sizes = result.clusters.map(({ length }) => length);
  const compare = (quantity: keyof GhzQuality): SurfacePoint => ({
    clients: updates.rows,
    clusterSize: sizes.reduce((a, b) => Math.max(a, b)),
    probability: noise.probability,
    clustered: sizes.reduce((product, size) => product * ghzQuality(size, noise)[quantity], 1),
    global: ghzQuality(updates.rows, noise)[quantity],
  });
  return { noise: settingOf(noise), population: compare("population"), fidelity: compare("fidelity") };
}

/** FI-4: clustered against global, in population and in true fidelity, over N, k | N and p. */
export function gatherSurface(context: AuditContext): SurfaceEvidence {
  const { settings } = context;
  const grid = CLIENTS.flatMap((clients) =>
    SIZES.filter((k) => clients % k === 0).flatMap((clusterSize) =>
      Array.from({ length: STEPS + 1 }, (_, step) => ({ clients, clusterSize, probability: step * STEP })),
    ),
  );
  const quality = paperQualities(settings);
  const compare = (quantity: keyof GhzQuality): SurfacePoint[] =>
    grid.map(({ clients, clusterSize, probability }) => {
      const clustered = quality(clusterSize, probability)[quantity] ** (clients / clusterSize);
      const global = quality(clients, probability)[quantity];
      return { clients, clusterSize, probability, clustered, global };
    });
  // At p = 0 every state is perfect, and one cluster of all is the global state: ties by definition.
  const decided = (points: readonly SurfacePoint[]): SurfacePoint[] =>
    points.filter(({ clients, clusterSize, probability }) => probability > 0 && clusterSize < clients);
  const losses = (points: readonly SurfacePoint[]): SurfacePoint[] =>
    points.filter(({ clustered, global }) => clustered <= global);
  const population = decided(compare("population"));
  const fidelity = decided(compare("fidelity"));
  const [lostPopulation, lostFidelity] = [losses(population), losses(fidelity)];
  return {
    points: grid.length,
    populationLosses: lostPopulation.length,
    fidelityLosses: lostFidelity.length,
    ties: grid.length - population.length,
    populationException: lostPopulation[0] ?? null,
    fidelityException: lostFidelity[0] ?? null,
    largestClients: Math.max(...CLIENTS),
    largestProbability: STEP * STEPS,
    figurePoints: population.filter(inFigure).length,
    figureLosses: [...lostPopulation, ...lostFidelity].filter(inFigure).length,
    own: ownPoint(context),
  };
}
