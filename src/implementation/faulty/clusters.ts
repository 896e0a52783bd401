import { rangeRefusal } from "../../base/refusal.ts";
import { clusterSizes } from "../../protocol/partition.ts";
import type { RemainderPolicy } from "../../protocol/partition.ts";
import { composed } from "./composed.ts";
import { resulting } from "./edited.ts";
import type { Faulty } from "./faulty.ts";
import type { Steps } from "./steps.ts";

function evenSizes(clients: number, clusters: number): number[] {
  return Array.from({ length: clusters }, (_, i) => Math.floor((clients + i) / clusters));
}

function undeclaredPolicy(remainder: RemainderPolicy): Steps["sizes"] {
  return (clients, clusterSize) => clusterSizes({ clients, clusterSize, remainder });
}

function fromOne(clusters: readonly (readonly number[])[]): number[][] {
  return clusters.map((members) => members.map((client) => client + 1));
}

/** Mistakes in how many clusters there are and who is in them. */
export const clusterFaults: readonly Faulty[] = [
  {
    id: "partition/remainder-dropped",
    mistake: "Clients that fill no cluster are left out of the round.",
    clauses: ["CQSA-PAR-1", "CQSA-PAR-2", "WIRE-PART-1"],
    make: () =>
      composed({
        sizes: (clients, clusterSize) =>
          clients < clusterSize
            ? [clients]
            : Array.from({ length: Math.floor(clients / clusterSize) }, () => clusterSize),
      }),
  },
  {
    id: "partition/padded-with-repeats",
    mistake: "The last cluster is filled up to k with clients that are in another one already.",
    clauses: ["CQSA-PAR-1", "CQSA-PAR-2", "WIRE-PART-1"],
    make: () =>
      composed({
        sizes: (clients, clusterSize) =>
          clients < clusterSize
            ? [clients]
            : Array.from({ length: Math.ceil(clients / clusterSize) }, () => clusterSize),
        slice: (order, sizes) => {
          let start = 0;
          return sizes.map((size) => [...order, ...order].slice(start, (start += size)));
        },
      }),
  },
  {
    id: "partition/short-undeclared",
    mistake: "The remainder forms a short last cluster, where balanced clusters are declared.",
    clauses: ["CQSA-PAR-2", "WIRE-PART-1"],
    make: () => composed({ sizes: undeclaredPolicy("short") }),
  },
  {
    id: "partition/merge-undeclared",
    mistake: "The remainder joins the last cluster, where balanced clusters are declared.",
    clauses: ["CQSA-PAR-2", "WIRE-PART-1"],
    make: () => composed({ sizes: undeclaredPolicy("merge") }),
  },
  {
    id: "partition/one-cluster-too-many",
    mistake: "The number of balanced clusters is N/k rounded up instead of down.",
    clauses: ["CQSA-PAR-2", "WIRE-PART-1"],
    make: () =>
      composed({ sizes: (clients, clusterSize) => evenSizes(clients, Math.ceil(clients / clusterSize)) }),
  },
  {
    id: "partition/size-taken-as-count",
    mistake: "k is taken for the number of clusters instead of their size.",
    clauses: ["CQSA-PAR-2", "WIRE-PART-1"],
    make: () =>
      composed({ sizes: (clients, clusterSize) => evenSizes(clients, Math.min(clients, clusterSize)) }),
  },
  {
    id: "partition/few-clients-refused",
    mistake: "Fewer clients than the cluster size are refused rather than put into one cluster.",
    clauses: ["CQSA-PAR-2", "WIRE-PART-1"],
    make: () =>
      composed({
        sizes: (clients, clusterSize) => {
          if (clients < clusterSize) throw rangeRefusal("clients", `at least ${clusterSize}`, clients);
          return clusterSizes({ clients, clusterSize, remainder: "balanced" });
        },
      }),
  },
  {
    id: "partition/dealt-like-cards",
    mistake: "Clients are dealt to the clusters in turn, where clusters are consecutive slices.",
    clauses: ["CQSA-PAR-3", "WIRE-PART-1"],
    make: () =>
      composed({
        slice: (order, sizes) =>
          sizes.map((_, cluster) => order.filter((_, i) => i % sizes.length === cluster)),
      }),
  },
  {
    id: "partition/counted-from-one",
    mistake: "Clients are reported counted from 1.",
    clauses: ["CQSA-PAR-1", "CQSA-PAR-3", "WIRE-PART-1"],
    make: () =>
      resulting(
        "partition",
        ({ clusters }) => ({ clusters: fromOne(clusters) }),
        resulting("round", (result) => ({ ...result, clusters: fromOne(result.clusters) })),
      ),
  },
  {
    id: "partition/slices-overlap",
    mistake: "A slice ends one place too late, so that clusters share the client at their border.",
    clauses: ["CQSA-PAR-1", "CQSA-PAR-2", "WIRE-PART-1"],
    make: () =>
      composed({
        slice: (order, sizes) => {
          let start = 0;
          return sizes.map((size) => order.slice(start, (start += size) + 1));
        },
      }),
  },
];
