import { zeros } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { screen } from "../rules/index.ts";
import type { MeasureName } from "./hardening/hardening.ts";
import type { RoundRequest } from "./round.ts";

/** What to say where no cluster is left. */
function noneLeft(
  dropouts: RoundRequest["dropouts"],
  flags: readonly (readonly MeasureName[])[],
): RangeError {
  const measures = new Set(flags.flat());
  return measures.size === 0
    ? rangeRefusal("dropouts", "at least one cluster left", dropouts)
    : rangeRefusal("hardening", "a cluster that no measure flags", [...measures].join(", "));
}

/**
 * Runs the rule on the means of the clusters that are neither lost nor flagged.
 *
 * @throws RangeError if none is left, and whatever the rule refuses
 */
export function screenClusters(
  request: RoundRequest,
  aggregates: readonly (Float64Array | null)[],
  flags: readonly (readonly MeasureName[])[],
  clusterShares: readonly number[],
  rng: RandomStream,
): { accepted: readonly boolean[]; aggregate: Float64Array } {
  const isFlagged = (cluster: number): boolean => flags[cluster]!.length > 0;
  const surviving = aggregates.flatMap((mean, cluster) =>
    mean === null || isFlagged(cluster) ? [] : [{ mean, cluster }],
  );
  if (surviving.length === 0) throw noneLeft(request.dropouts, flags);
  const means = zeros(surviving.length, request.updates.columns);
  for (const [row, { mean }] of surviving.entries()) means.data.set(mean, row * means.columns);
  const { rule, tolerate, options, reference } = request;
  const result = screen({
    aggregates: means,
    rule,
    tolerate,
    rng,
    memberCounts: Float64Array.from(surviving, ({ cluster }) => clusterShares[cluster]!),
    ...(options === undefined ? {} : { options }),
    ...(reference === undefined ? {} : { reference }),
  });
  const accepted = aggregates.map(() => false);
  for (const [row, { cluster }] of surviving.entries()) accepted[cluster] = result.accepted[row]!;
  return { accepted, aggregate: result.aggregate };
}
