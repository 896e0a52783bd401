import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { isRefusal } from "../base/refusal.ts";
import { round } from "../protocol/round.ts";
import type { RoundEdits } from "../protocol/round.ts";
import { screen } from "../rules/index.ts";
import type { RuleResult } from "../rules/rule.ts";
import type { JudgedRound } from "./judged-round.ts";
import type { RoundSetting, RuleSetting, StagedRound } from "./play-round.ts";
import { readingOf } from "./round-reading.ts";
import type { RoundReading } from "./round-reading.ts";

/** What a server has measured before it screens. */
export interface MeasuredRound {
  readonly clusters: readonly (readonly number[])[];
  readonly live: readonly boolean[];
  /** The means of the live clusters; null if none lives. */
  readonly means: Matrix | null;
  readonly visibility: Float64Array;
  /** Beside what honest clusters would have shown; absent where nobody attacks. */
  readonly reading?: RoundReading;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Raises every report a little where each client is its own cluster and expectations are exact. Whoever is at the bound
 * is at ±π then, one point of the circle, and rounding decides its sign; this keeps plain federated learning plain.
 */
function guarded(edits: RoundEdits, { clusterSize, shots }: RoundSetting): RoundEdits {
  if (clusterSize !== 1 || shots !== null) return edits;
  return { ...edits, report: (client, honest) => (edits.report?.(client, honest) ?? honest) * (1 + 1e-9) };
}

/** The library's round up to its screening, which has no part in what comes before it. */
export function measureRound(staged: StagedRound, setting: RoundSetting, rng: RandomStream): MeasuredRound {
  const { updates, dropouts, edits, attacked } = staged;
  const { clusterSize, remainder, shots, noise } = setting;
  const gone = new Set(dropouts);
  let clusters: readonly (readonly number[])[] = [];
  const lives = (): boolean[] => clusters.map((members) => !members.some((client) => gone.has(client)));
  try {
    const result = round(
      { updates, dropouts, clusterSize, remainder, shots, noise, rule: "mean", tolerate: 0 },
      rng,
      {
        ...guarded(edits, setting),
        clusters: (drawn) => (clusters = drawn),
      },
    );
    const survivors = result.aggregates.filter((mean) => mean !== null);
    const means = zeros(survivors.length, updates.columns);
    for (const [row, mean] of survivors.entries()) rowOf(means, row).set(mean);
    const visibility = Float64Array.from(
      result.transcript.server.measurements.filter((measured) => measured !== null),
      (measured) => meanOf(measured.visibility),
    );
    const live = lives();
    return {
      clusters,
      live,
      means,
      visibility,
      ...(attacked && {
        reading: readingOf({
          honest: attacked.honest,
          attackers: new Set(attacked.members),
          clusters: clusters.filter((_, cluster) => live[cluster]),
          means,
          weightBound: result.weightBound,
          clusterSize,
        }),
      }),
    };
  } catch (error) {
    // Whoever loses every cluster has no update; any other refusal is none of the attackers' doing.
    if (!isRefusal(error) || clusters.length === 0 || lives().includes(true)) throw error;
    return { clusters, live: lives(), means: null, visibility: new Float64Array(0) };
  }
}

function suspicionOf({ scores, weights }: RuleResult): Float64Array | null {
  return scores ?? weights?.map((weight) => -weight) ?? null;
}

/** Screens a measured round as `round` itself would. */
export function judgeRound(
  { clusters, live, means, visibility, reading }: MeasuredRound,
  { rule, options, tolerate }: RuleSetting,
  { reference }: RoundSetting,
  rng: RandomStream,
): JudgedRound {
  const nothing = clusters.map(() => false);
  const shown = { clusters, live, visibility, ...(reading && { reading }) };
  if (means === null) {
    return { ...shown, accepted: nothing, update: null, refusal: "every cluster is lost", suspicion: null };
  }
  const sizes = clusters.filter((_, c) => live[c]).map((members) => members.length);
  try {
    const result = screen({
      aggregates: means,
      rule,
      options,
      tolerate: tolerate(means.rows),
      rng: rng.fork("screen"),
      memberCounts: Float64Array.from(sizes),
      ...(reference && { reference }),
    });
    let row = 0;
    const accepted = live.map((lives) => lives && result.accepted[row++]!);
    return { ...shown, accepted, update: result.aggregate, refusal: null, suspicion: suspicionOf(result) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ...shown, accepted: nothing, update: null, refusal: error.message, suspicion: null };
  }
}
