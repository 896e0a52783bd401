import { isDeepStrictEqual } from "node:util";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { rangeRefusal } from "../../base/refusal.ts";
import { partition } from "../partition.ts";
import type { PartitionRequest } from "../partition.ts";
import { checkLeastSize } from "./balanced-clusters.ts";
import { clipUpdates } from "./clip-bound.ts";
import { drawTogether } from "./commit-reveal.ts";
import type { OpeningEdit } from "./commit-reveal.ts";
import { partitionStream } from "./fixed-partition.ts";
import type { Hardening } from "./hardening.ts";
import { addLocalNoise, boundWithNoise } from "./local-noise.ts";

type Clusters = readonly (readonly number[])[];

/** What clients encode, and the bound of it where that is public beforehand. */
export interface SentUpdates {
  readonly updates: Matrix;
  /** Null: clients report their largest weights, and the largest report is the bound. */
  readonly publicBound: number | null;
}

/** Clips to the public bound and adds local noise, where the profile has them. */
export function updatesToSend(updates: Matrix, hardening: Hardening, rng: RandomStream): SentUpdates {
  const clip = hardening["clip-bound"];
  if (clip === undefined) return { updates, publicBound: null };
  const clipped = clipUpdates(updates, clip.bound);
  const noise = hardening["local-noise"];
  if (noise === undefined) return { updates: clipped, publicBound: clip.bound };
  return {
    updates: addLocalNoise(clipped, clip.bound, noise.ratio, rng),
    publicBound: boundWithNoise(clip.bound, noise.ratio),
  };
}

/**
 * The partition of a round, as the profile has it drawn.
 *
 * @param announce what a server announces in place of what was drawn
 * @throws RangeError for clusters that would be too small; for a party that does not open what it committed to, and for
 *   a server that announces another partition than the contributions give: it is named, and the round has no result
 */
export function agreedClusters(
  request: PartitionRequest,
  hardening: Hardening,
  rng: RandomStream,
  announce?: (drawn: Clusters) => Clusters,
  open?: OpeningEdit,
): Clusters {
  const balanced = hardening["balanced-clusters"];
  if (balanced) checkLeastSize(request.clients, request.clusterSize, balanced.least);
  const sized: PartitionRequest = balanced ? { ...request, remainder: "balanced" } : request;
  const stream = partitionStream(hardening, rng);
  if (!hardening["commit-reveal"]) {
    const drawn = partition(sized, stream);
    return announce?.(drawn) ?? drawn;
  }
  const shared = drawTogether(request.clients, stream, open);
  if (shared.kind === "aborted") {
    const who = shared.by === "server" ? "the server" : `client ${shared.by}`;
    throw rangeRefusal("commit-reveal", "everyone to open what it committed to", `another opening of ${who}`);
  }
  const drawn = partition(sized, shared.stream);
  const announced = announce?.(drawn) ?? drawn;
  if (!isDeepStrictEqual(drawn, announced)) {
    const expected = "the clusters that all contributions give";
    throw rangeRefusal("commit-reveal", expected, "others, announced by the server");
  }
  return drawn;
}
