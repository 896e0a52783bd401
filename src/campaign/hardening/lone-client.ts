import { rowOf } from "../../base/matrix.ts";
import { correlation } from "../../statistics/moments.ts";
import { value } from "./estimate.ts";
import { hardenedRound } from "./play-clients.ts";
import { standardUpdates } from "./scene.ts";
import type { Scenario } from "./scene.ts";

/** One client more than fills clusters, under the policy that leaves the rest together: here alone. */
export const loneClient: Scenario = {
  adversary: "server/curious-round",
  options: { remainder: "short" },
  figure: "R² of the client in the smallest cluster",
  protocol: "round",
  play: (scene, profile, rng) => {
    const clients = scene.clients + 1;
    const updates = standardUpdates(clients, scene.coordinates, rng.fork("updates"));
    const result = hardenedRound(scene, profile, { updates, remainder: "short" }, rng.fork("round"));
    if (result === null) return value(0);
    const sizes = result.clusters.map(({ length }) => length);
    const smallest = sizes.indexOf(Math.min(...sizes));
    const aggregate = result.aggregates[smallest]!;
    if (aggregate === null) return value(0);
    return value(correlation(rowOf(updates, result.clusters[smallest]![0]!), aggregate) ** 2);
  },
};
