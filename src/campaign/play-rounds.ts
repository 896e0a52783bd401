import type { PublicSetting } from "../../adversaries/server-adversary.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { updatesToSend } from "../protocol/hardening/agree.ts";
import { round } from "../protocol/round.ts";
import type { RoundEdits, RoundResult } from "../protocol/round.ts";
import { hardeningAt } from "./hardening-at.ts";
import type { DrawnUpdates, LeakageSetting } from "./leakage-setting.ts";
import { REMAINDER } from "./trial.ts";

/** What everyone knows of a setting. */
export function publicSetting(setting: LeakageSetting): PublicSetting {
  const { updates, clusterSize, shots, noise, hardening } = setting;
  return {
    clients: updates.clients,
    coordinates: updates.coordinates,
    clusterSize,
    shots,
    noise,
    guard: hardening?.["guard-band"]?.factor ?? 1,
  };
}

/** What clients of round t encode: their updates, but for what a profile has them do first. */
export function sentUpdates(
  { hardening = {} }: LeakageSetting,
  drawn: DrawnUpdates,
  t: number,
  rng: RandomStream,
): Matrix {
  return updatesToSend(drawn.rounds[t]!, hardening, rng.fork(`round/${t}/hardening/noise`)).updates;
}

/**
 * Plays all rounds of a setting. Every adversary of a round's messages or circuits acts through `edits`, so that
 * whatever a round does against it is met here.
 *
 * @param rng two plays on one stream have the same partitions, noise and shots
 * @throws whatever a round refuses, such as a partition that was not agreed on
 */
export function playRounds(
  setting: LeakageSetting,
  drawn: DrawnUpdates,
  rng: RandomStream,
  edits: (t: number) => RoundEdits = () => ({}),
): readonly RoundResult[] {
  const { clusterSize, shots, noise, partition, hardening } = setting;
  const results: RoundResult[] = [];
  for (const [t, updates] of drawn.rounds.entries()) {
    const first = results[0]?.clusters;
    const request = {
      updates,
      clusterSize,
      remainder: REMAINDER,
      shots,
      noise,
      rule: "mean",
      tolerate: 0,
      ...(hardening && { hardening: hardeningAt(hardening, t, rng.label) }),
    } as const;
    results.push(
      round(request, rng.fork(`round/${t}`), {
        ...edits(t),
        ...(partition === "fixed" && first !== undefined && { clusters: () => first }),
      }),
    );
  }
  return results;
}
