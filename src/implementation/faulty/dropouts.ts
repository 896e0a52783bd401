import { largestMagnitude } from "../../protocol/encode.ts";
import { rowOf } from "../../base/matrix.ts";
import { composed } from "./composed.ts";
import { resulting } from "./edited.ts";
import type { Faulty } from "./faulty.ts";
import { screenRows, stepsWith, surviving } from "./steps.ts";

/** Mistakes in what a dropout does to a round, and in what a view shows. */
export const dropoutFaults: readonly Faulty[] = [
  {
    id: "dropouts/bound-of-survivors",
    mistake: "The bound is taken over the clients that stay.",
    clauses: ["CQSA-BND-1", "CQSA-RND-3", "WIRE-ROUND-1", "WIRE-ROUND-3"],
    make: () =>
      composed({
        bound: (updates, lost) =>
          Math.max(
            ...Array.from({ length: updates.rows }, (_, client) =>
              lost.has(client) ? 0 : largestMagnitude(rowOf(updates, client)),
            ),
          ),
      }),
  },
  {
    id: "dropouts/streams-move-up",
    mistake:
      "The streams of clusters are counted without the lost ones, so that later clusters draw differently.",
    clauses: ["CQSA-RND-3", "WIRE-ROUND-3"],
    make: () => composed({ clusterStream: (rng, _cluster, live) => rng.fork(`cluster/${live}`) }),
  },
  {
    id: "dropouts/partition-of-survivors",
    mistake: "Clusters are formed of the clients that stay.",
    clauses: ["CQSA-RND-3", "CQSA-PAR-1", "WIRE-ROUND-3"],
    make: () => {
      const { clusters } = stepsWith({});
      return composed({
        clusters: (clients, clusterSize, rng, lost) => {
          const staying = Array.from({ length: clients }, (_, client) => client).filter((c) => !lost.has(c));
          const chosen = clusters(staying.length, clusterSize, rng, lost);
          return chosen.map((members) => members.map((place) => staying[place]!));
        },
      });
    },
  },
  {
    id: "dropouts/rest-of-the-cluster-counts",
    mistake: "A cluster goes on with the members that are left and is not lost.",
    clauses: ["CQSA-RND-3", "CQSA-RND-4", "WIRE-ROUND-1"],
    make: () =>
      composed({
        present: (members, lost) => {
          const left = members.filter((client) => !lost.has(client));
          return left.length === 0 ? null : left;
        },
      }),
  },
  {
    id: "dropouts/cluster-found-by-index",
    mistake: "The cluster of a dropout is looked up as ⌊client/k⌋, without the permutation.",
    clauses: ["CQSA-RND-3", "CQSA-RND-4", "WIRE-ROUND-1"],
    make: () =>
      composed({
        present: (members, lost, cluster, clusterSize) =>
          [...lost].some((client) => Math.floor(client / clusterSize) === cluster) ? null : members,
      }),
  },
  {
    id: "dropouts/neighbour-lost-too",
    mistake: "The cluster behind a lost one is given up as well.",
    clauses: ["CQSA-RND-3", "WIRE-ROUND-3"],
    make: () => {
      // The cluster before, as the clusters of one round are asked for in order.
      let beforeWasLost = false;
      return composed({
        present: (members, lost, cluster) => {
          const isLost = members.some((client) => lost.has(client));
          const neighbourLost = cluster > 0 && beforeWasLost;
          beforeWasLost = isLost;
          return isLost || neighbourLost ? null : members;
        },
      });
    },
  },
  {
    id: "dropouts/lost-count-as-zeros",
    mistake: "The rule gets a vector of zeros for each lost cluster.",
    clauses: ["CQSA-RND-3", "CQSA-RND-4", "WIRE-ROUND-1"],
    make: () => {
      const steps = stepsWith({});
      return composed({
        screenClusters: (means, clusters, params, rng) => {
          steps.screenClusters(means, clusters, { ...params, rule: "mean", tolerate: 0, options: {} }, rng);
          const rows = means.map((mean) => mean ?? new Float64Array(params.updates[0]!.length));
          const weights = clusters.map((members) => members.length);
          const { aggregate, accepted } = screenRows(steps, rows, weights, params, rng);
          return { update: aggregate, accepted: accepted.map((kept, c) => kept && means[c] !== null) };
        },
      });
    },
  },
  {
    id: "dropouts/divided-by-all-clients",
    mistake: "The mean of what is left is divided by the number of all clients.",
    clauses: ["CQSA-RND-2", "CQSA-SCR-1", "WIRE-ROUND-1", "WIRE-ROUND-2"],
    make: () =>
      resulting("round", (result, { rule, updates }) => ({
        ...result,
        update:
          rule === "mean"
            ? result.update.map((value) => (value * result.contributors) / updates.length)
            : result.update,
      })),
  },
  {
    id: "dropouts/lost-reported-as-zeros",
    mistake: "The aggregate of a lost cluster is reported as zeros instead of null.",
    clauses: ["CQSA-RND-4", "WIRE-ROUND-1"],
    make: () =>
      resulting("round", (result) => ({
        ...result,
        aggregates: result.aggregates.map((mean) => mean ?? result.update.map(() => 0)),
      })),
  },
  {
    id: "dropouts/lost-accepted",
    mistake: "Lost clusters are reported as accepted.",
    clauses: ["CQSA-RND-4", "WIRE-ROUND-1"],
    make: () =>
      resulting("round", (result) => ({
        ...result,
        accepted: result.accepted.map((kept, c) => kept || result.aggregates[c] === null),
      })),
  },
  {
    id: "dropouts/clusters-renumbered",
    mistake: "Lost clusters are left out of the report, and the others move up.",
    clauses: ["CQSA-RND-3", "CQSA-RND-4", "WIRE-ROUND-1", "WIRE-ROUND-3"],
    make: () =>
      resulting("round", (result) => {
        const isLive = (_: unknown, c: number): boolean => result.aggregates[c] !== null;
        return {
          ...result,
          clusters: result.clusters.filter(isLive),
          aggregates: result.aggregates.filter(isLive),
          accepted: result.accepted.filter(isLive),
        };
      }),
  },
  {
    id: "dropouts/flags-of-survivors",
    mistake:
      "The flags of the clusters that are left stand at the front, and are not spread over all clusters.",
    clauses: ["CQSA-RND-4", "WIRE-ROUND-1"],
    make: () => {
      const { screenClusters } = stepsWith({});
      return composed({
        screenClusters: (means, ...others) => {
          const { update, accepted } = screenClusters(means, ...others);
          const flags = surviving(means).map(({ cluster }) => accepted[cluster]!);
          return { update, accepted: means.map((_, place) => flags[place] ?? false) };
        },
      });
    },
  },
  {
    id: "dropouts/contributors-are-all-clients",
    mistake: "All clients count as contributors, those of lost clusters too.",
    clauses: ["CQSA-RND-4", "WIRE-ROUND-1"],
    make: () => composed({ contributors: (clusters) => clusters.flat().length }),
  },
  {
    id: "dropouts/only-the-lost-do-not-contribute",
    mistake: "Contributors are all clients but the dropouts, although their clusters are lost with them.",
    clauses: ["CQSA-RND-4", "WIRE-ROUND-1"],
    make: () =>
      resulting("round", (result, { dropouts, rule, updates }) => ({
        ...result,
        contributors: rule === "krum" ? result.contributors : updates.length - dropouts.length,
      })),
  },
];
