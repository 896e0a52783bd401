import type { RandomStream } from "../../base/random.ts";
import { disaggregationCurve, exactSums } from "../../leakage/disaggregation-curve.ts";
import type { UpdateRounds } from "../../learning/update-rounds.ts";
import { partition } from "../../protocol/partition.ts";
import { REMAINDER } from "../trial.ts";

/** A client counts as read above that R² of its own. */
export const READ = 0.9;

/** One draw of partitions: R² after each round, and how many clients are read. */
export interface CurveDraw {
  readonly r2: readonly number[];
  readonly read: readonly number[];
}

/** The two ways of forming clusters, over the same updates. */
export interface CurveTrial {
  readonly reshuffled: CurveDraw;
  readonly fixed: CurveDraw;
}

/**
 * What exact sums of the first T rounds tell of each client's last update, beyond the mean of all, which is public; for
 * T = 1, 2, … Under partitions that are drawn anew, and under one that stays.
 */
export function drawCurve(updates: UpdateRounds, clusterSize: number, rng: RandomStream): CurveTrial {
  const { rows: clients } = updates[0]!;
  const request = { clients, clusterSize, remainder: REMAINDER } as const;
  const first = partition(request, rng.fork("round/0"));
  const draw = (isFixed: boolean): CurveDraw => {
    const observed = updates.map((matrix, t) => {
      const clusters = isFixed || t === 0 ? first : partition(request, rng.fork(`round/${t}`));
      return { clusters, sums: exactSums(matrix, clusters) };
    });
    const options = {
      target: "latest",
      confidence: 0.95,
      centred: true,
      prior: "estimated",
      threshold: READ,
    } as const;
    const points = disaggregationCurve(updates, observed, options);
    return { r2: points.map(({ r2 }) => r2.value), read: points.map(({ read }) => read) };
  };
  return { reshuffled: draw(false), fixed: draw(true) };
}
