import { adapterFailure } from "./foreign-failure.ts";
import { toRows } from "../base/matrix.ts";
import type {
  Implementation,
  NoiseParams,
  RoundParams,
  RoundResult,
} from "../implementation/implementation.ts";
import type { JudgedRound } from "./judged-round.ts";
import type { RoundSetting, RuleSetting, StagedRound } from "./play-round.ts";
import type { Player } from "./trial.ts";

function judged({ clusters, aggregates, accepted, update }: RoundResult): JudgedRound {
  return {
    clusters,
    live: aggregates.map((mean) => mean !== null),
    accepted,
    update: Float64Array.from(update),
    refusal: null,
    // The protocol shows neither of them in a round's answer.
    suspicion: null,
    visibility: null,
  };
}

function refused(
  clusters: readonly (readonly number[])[],
  gone: ReadonlySet<number>,
  why: string,
): JudgedRound {
  return {
    clusters,
    live: clusters.map((members) => !members.some((client) => gone.has(client))),
    accepted: clusters.map(() => false),
    update: null,
    refusal: why,
    suspicion: null,
    visibility: null,
  };
}

/**
 * Plays rounds on an implementation under test, over its operation `round`. Attackers act through updates and dropouts;
 * what they see was computed here.
 */
export function foreignPlayer(implementation: Implementation): Player {
  const ask = async (
    { updates, dropouts }: Pick<StagedRound, "updates" | "dropouts">,
    { clusterSize, shots, noise, reference, hardening }: RoundSetting,
    rule: Pick<RoundParams, "rule" | "tolerate" | "options">,
    seed: string,
  ) => {
    const outcome = await implementation.call("round", {
      updates: toRows(updates),
      clusterSize,
      shots,
      noise: noise.channel === "none" ? { channel: "none" } : (noise as NoiseParams),
      dropouts,
      ...rule,
      ...(reference && { reference: Array.from(reference) }),
      ...(hardening && { hardening: { ...hardening } }),
      seed,
    });
    if (outcome.outcome === "fault" || outcome.outcome === "unsupported") throw adapterFailure(outcome);
    return outcome;
  };
  return async (staged, setting, rules, rng) => {
    const gone = new Set(staged.dropouts);
    // Who is with whom depends on neither dropouts nor rule (CQSA-RND-3): a round without them shows it.
    const first = await ask(
      { updates: staged.updates, dropouts: [] },
      setting,
      { rule: "mean", tolerate: 0 },
      rng.label,
    );
    if (first.outcome === "reject") throw adapterFailure(first);
    const { clusters } = first.result;
    const live = clusters.filter((members) => !members.some((client) => gone.has(client))).length;
    const answers: JudgedRound[] = [];
    for (const { rule, options, tolerate } of rules satisfies readonly RuleSetting[]) {
      const named = {
        rule,
        tolerate: tolerate(live),
        ...(Object.keys(options).length > 0 && { options }),
      };
      const outcome = await ask(staged, setting, named, rng.label);
      answers.push(
        outcome.outcome === "ok" ? judged(outcome.result) : refused(clusters, gone, outcome.message),
      );
    }
    return answers;
  };
}
