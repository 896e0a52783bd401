import fc from "fast-check";
import { clientsMissing, clusterings, coordinatesMissing, shotsMissing } from "../arbitraries/clusterings.ts";
import type { Clustering } from "../arbitraries/clusterings.ts";
import { plainRound, roundMissing } from "../arbitraries/rounds.ts";
import { seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { askRound } from "./ask-round.ts";

interface EqualClusters {
  readonly clustering: Clustering;
  /** The weights that every client has, as fractions of the first, which is the bound. */
  readonly shares: readonly number[];
  readonly seed: string;
}

const SHOTS = 50;
const COORDINATES = 32;

/**
 * Clusters of clients with equal updates measure equal states, so that nothing but their own draws tells them
 * apart: no two have the same aggregate. Two estimates of 50 shots a basis agree with a probability below ⅕,
 * one of the quadratures being spread over ten values at least; in 31 coordinates, below 1e-21.
 */
export const clustersDrawnApart: Law = deterministicLaw<EqualClusters>({
  id: "rounds/clusters-drawn-apart",
  sentence: "clusters with equal updates are measured apart: their aggregates differ at finite shots",
  clauses: ["CQSA-AGG-3"],
  needs: ["round"],
  inapplicable: (capabilities) =>
    clientsMissing(capabilities, 2) ??
    coordinatesMissing(capabilities, COORDINATES) ??
    shotsMissing(capabilities, SHOTS) ??
    roundMissing(capabilities),
  cases: (capabilities) =>
    fc.record({
      clustering: clusterings(capabilities, { fewestClusters: 2, mostClients: 12, mostClusterSize: 4 }),
      shares: fc.array(
        fc.integer({ min: -90, max: 90 }).map((percent) => percent / 100),
        { minLength: COORDINATES - 1, maxLength: COORDINATES - 1 },
      ),
      seed: seeds,
    }),
  check: async (implementation, { clustering: { clients, clusterSize }, shares, seed }) => {
    const updates = Array.from({ length: clients }, () => [1, ...shares]);
    const params = plainRound(implementation.capabilities, { updates, clusterSize, seed });
    const { aggregates } = await askRound(implementation, { ...params, shots: SHOTS });
    const rows = aggregates.map((aggregate) => JSON.stringify(aggregate));
    const twin = rows.findIndex((row, c) => rows.indexOf(row) !== c);
    if (twin >= 0) {
      throw violation(`aggregates[${twin}] repeats another cluster's draws`, "other draws", aggregates[twin]);
    }
    return "held";
  },
});
