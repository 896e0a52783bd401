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
  /** Those of them that no measure has flagged: the inputs of rules. */
  readonly inputs: readonly boolean[];
  /** The means of the inputs; null without any. */
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
  const { clusterSize, remainder, shots, noise, hardening } = setting;
  const gone = new Set(dropouts);
  let clusters: readonly (readonly number[])[] = [];
  const lives = (): boolean[] => clusters.map((members) => !members.some((client) => gone.has(client)));
  try {
    const result = round(
      {
        updates,
        dropouts,
        clusterSize,
        remainder,
        shots,
        noise,
        rule: "mean",
        tolerate: 0,
        ...(hardening && { hardening }),
      },
      rng,
      {
        ...guarded(edits, setting),
        clusters: (drawn) => (clusters = drawn),
      },
    );
    // Under the mean, whatever is neither lost nor flagged is accepted.
    const inputs = result.accepted;
    const survivors = result.aggregates.filter((mean, cluster) => mean !== null && inputs[cluster]);
    const means = zeros(survivors.length, updates.columns);
    for (const [row, mean] of survivors.entries()) rowOf(means, row).set(mean!);
    const measurements = result.transcript.server.measurements.filter((measured) => measured !== null);
    const visibility = Float64Array.from(measurements, (measured) => meanOf(measured.visibility));
    // Whose members did not encode is lost as well.
    const live = result.aggregates.map((mean) => mean !== null);
    return {
      clusters,
      live,
      inputs,
      means,
      visibility,
      // Of a hardened round closed forms say nothing.
      ...(attacked &&
        hardening === undefined && {
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
    // Whoever loses every cluster has no update, nor who has all of them flagged; any other refusal is none of the
    // attackers' doing.
    if (!isRefusal(error) || clusters.length === 0) throw error;
    if (lives().includes(true) && !error.message.startsWith('"hardening"')) throw error;
    const none = clusters.map(() => false);
    return { clusters, live: none, inputs: none, means: null, visibility: new Float64Array(0) };
  }
}

function suspicionOf({ scores, weights }: RuleResult): Float64Array | null {
  return scores ?? weights?.map((weight) => -weight) ?? null;
}

/** Screens a measured round as `round` itself would. */
export function judgeRound(
  { clusters, live, inputs, means, visibility, reading }: MeasuredRound,
  { rule, options, tolerate }: RuleSetting,
  { reference }: RoundSetting,
  rng: RandomStream,
): JudgedRound {
  const nothing = clusters.map(() => false);
  const shown = { clusters, live, visibility, ...(reading && { reading }) };
  if (means === null) {
    return { ...shown, accepted: nothing, update: null, refusal: "every cluster is lost", suspicion: null };
  }
  const sizes = clusters.filter((_, c) => inputs[c]).map((members) => members.length);
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
    const accepted = inputs.map((isInput) => isInput && result.accepted[row++]!);
    const ranked = suspicionOf(result);
    let rank = 0;
    // Whom a measure has flagged is suspected before all others.
    const suspicion =
      ranked &&
      Float64Array.from(
        inputs.filter((_, c) => live[c]),
        (isInput) => (isInput ? ranked[rank++]! : Infinity),
      );
    return { ...shown, accepted, update: result.aggregate, refusal: null, suspicion };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ...shown, accepted: nothing, update: null, refusal: error.message, suspicion: null };
  }
}
