import { largestMagnitude } from "../../protocol/encode.ts";
import { composed } from "./composed.ts";
import { onlyIn } from "./edited.ts";
import type { Faulty } from "./faulty.ts";
import { stepsWith } from "./steps.ts";

/** Mistakes in how a round puts its steps together; for those about dropouts see `dropouts.ts`. */
export const roundFaults: readonly Faulty[] = [
  {
    id: "rounds/bound-without-magnitude",
    mistake: "The bound is the largest weight, signs included, and a larger negative one is refused.",
    clauses: ["CQSA-BND-1", "WIRE-ROUND-1"],
    make: () => composed({ bound: ({ data }) => Math.max(...data) }),
  },
  {
    id: "rounds/bound-rounded-up",
    mistake: "The bound is rounded up to a power of two.",
    clauses: ["CQSA-BND-1", "WIRE-ROUND-1"],
    make: () =>
      composed({
        bound: ({ data }) => {
          const largest = largestMagnitude(data);
          return largest === 0 ? 0 : 2 ** Math.ceil(Math.log2(largest));
        },
      }),
  },
  {
    id: "rounds/sums-for-means",
    mistake: "The aggregate of a cluster is the sum of its members' updates.",
    clauses: ["CQSA-RND-1", "WIRE-ROUND-1"],
    make: () => composed({ clusterMean: (weightSum) => weightSum }),
  },
  {
    id: "rounds/divided-by-k",
    mistake: "The sum of a cluster is divided by k, however many members it has.",
    clauses: ["CQSA-RND-1", "WIRE-ROUND-1"],
    make: () =>
      composed({
        clusterMean: (weightSum, _members, clusterSize) => weightSum.map((sum) => sum / clusterSize),
      }),
  },
  {
    id: "rounds/large-clusters-scaled-by-k",
    mistake: "A cluster of more than k members encodes with k, so that its phase sum can wrap.",
    clauses: ["CQSA-RND-1", "WIRE-ROUND-1"],
    make: () =>
      composed({ encodingSize: (clusterSize) => clusterSize, decodingSize: (clusterSize) => clusterSize }),
  },
  {
    id: "rounds/encoded-by-k-decoded-by-size",
    mistake: "Clusters encode with k and are decoded with their own size.",
    clauses: ["CQSA-RND-1", "WIRE-ROUND-1"],
    make: () =>
      composed({ encodingSize: (clusterSize) => clusterSize, decodingSize: (_, members) => members }),
  },
  {
    id: "rounds/clusters-weigh-the-same",
    mistake: "The mean of a round counts clusters of all sizes the same.",
    clauses: ["CQSA-RND-2", "WIRE-ROUND-2"],
    make: () => {
      const { screen } = stepsWith({});
      return composed({
        screen: (request) => {
          const { aggregates, memberCounts } = request;
          if (memberCounts === undefined) return screen(request);
          return screen({ ...request, memberCounts: new Float64Array(aggregates.rows).fill(1) });
        },
      });
    },
  },
  {
    id: "rounds/every-rule-weighs",
    mistake: "Aggregates are multiplied by their clusters' shares before every rule, not the mean alone.",
    clauses: ["CQSA-RND-2", "WIRE-ROUND-2"],
    make: () => {
      const { screen } = stepsWith({});
      return composed({
        screen: (request) => {
          const { aggregates, memberCounts, rule } = request;
          if (memberCounts === undefined || rule === "mean") return screen(request);
          const mean = memberCounts.reduce((sum, count) => sum + count, 0) / memberCounts.length;
          const data = aggregates.data.map(
            (value, at) => (value * memberCounts[Math.floor(at / aggregates.columns)]!) / mean,
          );
          return screen({ ...request, aggregates: { ...aggregates, data } });
        },
      });
    },
  },
  {
    id: "rounds/always-the-mean",
    mistake: "A round takes the mean whatever rule it is given.",
    clauses: ["CQSA-SCR-2", "CQSA-SCR-3", "WIRE-ROUND-1"],
    make: () => {
      const { screenClusters } = stepsWith({});
      return composed({
        screenClusters: (means, clusters, params, rng) => {
          screenClusters(means, clusters, params, rng);
          return screenClusters(means, clusters, { ...params, options: {}, rule: "mean" }, rng);
        },
      });
    },
  },
  {
    id: "rounds/options-not-passed-on",
    mistake: "A round checks the options of its rule, and then runs the rule without them.",
    clauses: ["CQSA-SCR-2", "CQSA-SCR-3", "WIRE-ROUND-1"],
    make: () => {
      const { screenClusters } = stepsWith({});
      return composed({
        screenClusters: (means, clusters, params, rng) => {
          screenClusters(means, clusters, params, rng);
          return screenClusters(means, clusters, { ...params, options: {} }, rng);
        },
      });
    },
  },
  {
    id: "rounds/noise-not-passed-on",
    mistake: "A round measures without the noise that it is given.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1", "WIRE-NOISE-1"],
    make: () => onlyIn("round", composed({ visibility: () => 1 })),
  },
  {
    id: "rounds/shots-not-passed-on",
    mistake: "A round is exact however few the shots are.",
    clauses: ["CQSA-AGG-2", "WIRE-AGG-1"],
    make: () => onlyIn("round", composed({ average: (expectation) => expectation })),
  },
  {
    id: "rounds/partition-of-no-seed",
    mistake: "The clusters of a round are the same for every seed.",
    clauses: ["CQSA-PAR-4", "CQSA-DET-2"],
    make: () => {
      const { clusters, stream } = stepsWith({});
      return composed({
        clusters: (clients, clusterSize, _rng, lost) =>
          clusters(clients, clusterSize, stream("clusters"), lost),
      });
    },
  },
  {
    id: "rounds/tolerate-counted-in-clients",
    mistake: "The tolerated number is divided by the cluster size, as if it counted clients.",
    clauses: ["WIRE-SCREEN-1", "WIRE-ROUND-1", "CQSA-RND-5"],
    make: () => {
      const steps = stepsWith({});
      return composed({
        screenClusters: (means, clusters, params, rng) => {
          const tolerate = Math.floor(params.tolerate / params.clusterSize);
          return steps.screenClusters(means, clusters, { ...params, tolerate }, rng);
        },
      });
    },
  },
];
