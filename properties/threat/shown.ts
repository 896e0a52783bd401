import type { RoundParams, RoundResult } from "../../src/implementation/implementation.ts";
import { largestWeight, scaleSize } from "../rounds/ask-round.ts";
import { mustAgree, violation } from "../violation.ts";

/** Two answers each of which may be off (WIRE-NUM-4): they may differ by twice as much. */
function closeAnswers(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2 * Math.max(1e-12, 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
}

/** {@link closeAnswers} on the circle, where ±π are one point. */
function closeAnswerAngles(a: number, b: number): boolean {
  const distance = Math.abs(a - b) % (2 * Math.PI);
  return Math.min(distance, 2 * Math.PI - distance) <= 2e-9 * Math.PI;
}

/** What names a cluster, in whichever order it lists its members. */
export function clusterKey(members: readonly number[]): string {
  return [...members].sort((a, b) => a - b).join(" ");
}

/** Demands the same clusters, in whichever order clusters and members are listed. @throws a violation. */
export function mustHaveSameClusters(what: string, first: RoundResult, second: RoundResult): void {
  const [before, after] = [first, second].map(({ clusters }) => clusters.map(clusterKey).sort());
  if (String(before) !== String(after)) throw violation(what, first.clusters, second.clusters);
}

/** The second round's place of each cluster of the first, which must be there. @throws a violation. */
export function placesIn(first: RoundResult, second: RoundResult): number[] {
  mustHaveSameClusters("clusters differ", first, second);
  const places = new Map(second.clusters.map((members, place) => [clusterKey(members), place]));
  return first.clusters.map((members) => places.get(clusterKey(members))!);
}

/** Phase sums that stand for a cluster's means: what is measured is an angle. */
function phaseSums(
  { updates, clusterSize }: RoundParams,
  members: readonly number[],
  means: readonly number[],
): number[] {
  const bound = largestWeight(updates);
  if (bound === 0) return [...means];
  return means.map((mean) => ((Math.PI * mean) / bound) * (members.length / scaleSize(clusterSize, members)));
}

/** Demands one aggregate from both rounds. @throws a violation that names the cluster. */
export function mustShowSameAggregate(
  params: RoundParams,
  members: readonly number[],
  first: readonly number[],
  second: readonly number[],
): void {
  mustAgree(
    `phase sum of the cluster [${String(members)}]`,
    phaseSums(params, members, first),
    phaseSums(params, members, second),
    closeAnswerAngles,
  );
}

/**
 * Demands that two rounds with exact expectations, of one bound, show the same but for the reports of `view`: clusters,
 * bound, means, visibilities, who is accepted and counted, and the update. @throws a violation.
 */
export function mustShowAlike(params: RoundParams, first: RoundResult, second: RoundResult): void {
  const places = placesIn(first, second);
  mustAgree("weightBound", [first.weightBound], [second.weightBound], closeAnswers);
  for (const [c, members] of first.clusters.entries()) {
    const before = first.aggregates[c] ?? null;
    const after = second.aggregates[places[c]!] ?? null;
    if (before !== null && after !== null) mustShowSameAggregate(params, members, before, after);
    else if (before !== after) throw violation(`the aggregate of [${String(members)}]`, before, after);
    const seen = first.view?.visibility[c] ?? [];
    const then = second.view?.visibility[places[c]!] ?? [];
    mustAgree(`visibility of [${String(members)}]`, seen, then, closeAnswers);
    if (first.accepted[c] !== second.accepted[places[c]!]) {
      throw violation(`whether [${String(members)}] is accepted`, first.accepted[c], !first.accepted[c]);
    }
  }
  mustAgree("contributors", [first.contributors], [second.contributors]);
  const bound = largestWeight(params.updates);
  mustAgree(
    "update",
    first.update,
    second.update,
    (a, b) => Math.abs(a - b) <= Math.max(2e-12, 4e-9 * bound),
  );
}
