import { encode } from "../../protocol/encode.ts";
import { composed } from "./composed.ts";
import { amended, resulting } from "./edited.ts";
import type { Faulty } from "./faulty.ts";
import { stepsWith, surviving } from "./steps.ts";

/** Mistakes in what a round reports. */
export const reportFaults: readonly Faulty[] = [
  {
    id: "rounds/phases-for-weights",
    mistake: "Aggregates are reported as mean phases, without being decoded.",
    clauses: ["CQSA-RND-1", "WIRE-ROUND-1"],
    make: () =>
      resulting("round", (result, { clusterSize }) => ({
        ...result,
        aggregates: result.aggregates.map((mean, cluster) => {
          const size = Math.max(clusterSize, result.clusters[cluster]!.length);
          return mean && [...encode(Float64Array.from(mean), size, result.weightBound)];
        }),
      })),
  },
  {
    id: "rounds/update-is-the-first-aggregate",
    mistake: "The update is the aggregate of the first cluster that is left.",
    clauses: ["CQSA-RND-2", "WIRE-ROUND-1"],
    make: () =>
      resulting("round", (result) => ({
        ...result,
        update: [...result.aggregates.find((mean) => mean !== null)!],
      })),
  },
  {
    id: "rounds/clusters-sorted-for-the-report",
    mistake: "Clusters are listed by their smallest member, while aggregates keep their order.",
    clauses: ["CQSA-RND-1", "WIRE-ROUND-1"],
    make: () =>
      resulting("round", (result) => ({
        ...result,
        clusters: [...result.clusters].sort((a, b) => Math.min(...a) - Math.min(...b)),
      })),
  },
  {
    id: "rounds/contributors-are-clusters",
    mistake: "Contributors are counted in clusters, not in clients.",
    clauses: ["CQSA-RND-4", "WIRE-ROUND-1"],
    make: () => composed({ contributors: (_, accepted) => accepted.filter(Boolean).length }),
  },
  {
    id: "rounds/contributors-of-any-live-cluster",
    mistake: "Contributors are counted in clusters that the rule threw out as well.",
    clauses: ["CQSA-RND-4", "WIRE-ROUND-1"],
    make: () =>
      composed({
        contributors: (clusters, _, means) =>
          surviving(means).reduce((sum, { cluster }) => sum + clusters[cluster]!.length, 0),
      }),
  },
  {
    id: "rounds/median-sorts-the-report",
    mistake: "The median sorts its columns in place, and the aggregates are reported sorted.",
    clauses: ["CQSA-RND-1", "WIRE-ROUND-1"],
    make: () => {
      const steps = stepsWith({});
      return composed({
        screenClusters: (means, clusters, params, rng) => {
          const screened = steps.screenClusters(means, clusters, params, rng);
          const rows = surviving(means).map(({ mean }) => mean);
          if (params.rule !== "median") return screened;
          for (let c = 0; c < rows[0]!.length; c++) {
            const column = rows.map((row) => row[c]!).sort((a, b) => a - b);
            for (const [r, row] of rows.entries()) row[c] = column[r]!;
          }
          return screened;
        },
      });
    },
  },
  {
    id: "dropouts/view-without-lost-clusters",
    mistake: "The view lists the visibility of live clusters alone, so that it does not line up with them.",
    clauses: ["CQSA-RND-6", "WIRE-EXT-1"],
    make: () =>
      resulting("round", ({ view, ...result }) => ({
        ...result,
        ...(view && { view: { ...view, visibility: view.visibility.filter((row) => row !== null) } }),
      })),
  },
  {
    id: "rounds/view-shows-the-bound",
    mistake: "The view shows the bound of the round as every client's report.",
    clauses: ["CQSA-RND-6", "WIRE-EXT-1"],
    make: () =>
      resulting("round", ({ view, ...result }) => ({
        ...result,
        ...(view && { view: { ...view, reports: view.reports?.map(() => result.weightBound) } }),
      })),
  },
  {
    id: "rounds/view-draws-first",
    mistake: "A round with a view draws from the stream before the others do, so that its result differs.",
    clauses: ["CQSA-RND-6"],
    make: () =>
      amended((params) =>
        params["view"] === true && typeof params["seed"] === "string"
          ? { ...params, seed: `${params["seed"]}/view` }
          : params,
      ),
  },
];
