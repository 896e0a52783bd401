import { zeros } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { screen } from "../rules/index.ts";
import type { MeasureName } from "./hardening/hardening.ts";
import type { RoundRequest } from "./round.ts";

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
  const surviving = aggregates.flatMap((mean, cluster) =>
    mean === null || flags[cluster]!.length > 0 ? [] : [{ mean, cluster }],
  );
  if (surviving.length === 0) {
    if (flags.every((measures) => measures.length === 0)) {
      throw rangeRefusal("dropouts", "at least one cluster left", request.dropouts);
    }
    throw rangeRefusal("hardening", "a cluster that no measure flags", [...new Set(flags.flat())].join(", "));
  }
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
