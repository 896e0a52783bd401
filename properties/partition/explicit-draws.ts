import fc from "fast-check";
import { clientsMissing, clusterings } from "../arbitraries/clusterings.ts";
import type { Clustering } from "../arbitraries/clusterings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { shuffleFromDraws } from "../oracles/fisher-yates.ts";
import { ask, violation } from "../violation.ts";
import { mustHaveDeclaredSizes } from "./must-partition.ts";

interface DrawnClustering {
  readonly clustering: Clustering;
  /** n − 1 draws. */
  readonly draws: readonly number[];
}

/** Draws for n places: each from 0 to its place, both ends often among them. */
function drawsFor(clients: number): fc.Arbitrary<number[]> {
  const places = Array.from({ length: clients - 1 }, (_, t) => clients - 1 - t);
  return fc.tuple(
    ...places.map((place) => fc.oneof(fc.integer({ min: 0, max: place }), fc.constantFrom(0, place))),
  );
}

function ascending(members: readonly number[]): number[] {
  return members.toSorted((a, b) => a - b);
}

/**
 * Given draws make the permutation that the definition makes of them, cut into consecutive clusters. A cluster is
 * compared as a set; clusters of one show the whole order.
 */
export const explicitDraws: Law = deterministicLaw<DrawnClustering>({
  id: "partition/explicit-draws",
  sentence: "explicit draws give the Fisher–Yates permutation, cut into consecutive clusters",
  clauses: ["CQSA-PAR-2", "CQSA-PAR-3", "WIRE-PART-1"],
  needs: ["partition", "partition-draws"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2),
  cases: (capabilities) =>
    clusterings(capabilities)
      // A single client has no draw: whether its empty vector is taken is left open.
      .filter(({ clients }) => clients > 1)
      .chain((clustering) =>
        fc.record({ clustering: fc.constant(clustering), draws: drawsFor(clustering.clients) }),
      ),
  check: async (implementation, { clustering, draws }) => {
    const { clusters } = await ask(implementation, "partition", { ...clustering, draws });
    mustHaveDeclaredSizes(implementation.capabilities, clustering, clusters);
    const order = shuffleFromDraws(clustering.clients, draws);
    let start = 0;
    for (const [c, members] of clusters.entries()) {
      const expected = order.slice(start, start + members.length);
      if (String(ascending(members)) !== String(ascending(expected))) {
        throw violation(`clusters[${c}] has other members`, expected, members);
      }
      start += members.length;
    }
    return "held";
  },
});
