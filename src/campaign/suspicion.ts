import type { JudgedRound } from "./judged-round.ts";
import { contamination, suspects } from "./score-round.ts";

/** Whom a server would suspect after each round: those whose cluster it has rejected in every one so far. */
export interface SuspicionTrace {
  /** Attackers among them. */
  readonly trueSuspects: readonly number[];
  /** Honest clients among them. */
  readonly falseSuspects: readonly number[];
  /** Honest clients whom perfect detection of clusters would still suspect: with an attacker every time. */
  readonly exposed: readonly number[];
}

/** Follows suspicion over the rounds of a trial. */
export function followSuspicion(
  clients: number,
  byzantine: ReadonlySet<number>,
): { readonly add: (judged: JudgedRound) => void; readonly trace: SuspicionTrace } {
  const everyone = Array.from({ length: clients }, (_, client) => client);
  let always: readonly number[] = everyone;
  let alwaysExposed = everyone.filter((client) => !byzantine.has(client));
  const trace = { trueSuspects: [] as number[], falseSuspects: [] as number[], exposed: [] as number[] };
  return {
    trace,
    add: (judged) => {
      const rejected = new Set(suspects(judged));
      always = always.filter((client) => rejected.has(client));
      const bad = contamination(judged.clusters, byzantine);
      const near = new Set(judged.clusters.filter((_, c) => bad[c]).flat());
      alwaysExposed = alwaysExposed.filter((client) => near.has(client));
      const attackers = always.filter((client) => byzantine.has(client)).length;
      trace.trueSuspects.push(attackers);
      trace.falseSuspects.push(always.length - attackers);
      trace.exposed.push(alwaysExposed.length);
    },
  };
}
