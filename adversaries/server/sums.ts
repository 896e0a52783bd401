import { rowOf, zeros } from "../../src/base/matrix.ts";
import type { ObservedRound } from "../../src/leakage/normal-equations.ts";
import { decode } from "../../src/protocol/encode.ts";
import type { ServerView } from "../../src/protocol/transcript.ts";
import type { PublicSetting, TranscriptView } from "../server-adversary.ts";

/** K of a cluster's scale π/(K·w_max): its size, but at least k. */
export function scaleSizeOf(members: readonly number[], { clusterSize }: PublicSetting): number {
  return Math.max(clusterSize, members.length);
}

/** The live clusters of a round and their sums. */
export function observedSums(view: ServerView, setting: PublicSetting): ObservedRound {
  const live = view.clusters.flatMap((members, c) => {
    const measured = view.measurements[c]!;
    return measured === null ? [] : [{ members, phaseSum: measured.phaseSum }];
  });
  const sums = zeros(live.length, setting.coordinates);
  for (const [row, { members, phaseSum }] of live.entries()) {
    rowOf(sums, row).set(decode(phaseSum, scaleSizeOf(members, setting), setting.guard * view.weightBound));
  }
  return { clusters: live.map(({ members }) => members), sums };
}

/** The last round of a view, which has at least one. */
export function lastRound({ rounds }: TranscriptView): ServerView {
  return rounds.at(-1)!;
}
