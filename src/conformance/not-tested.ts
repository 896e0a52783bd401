import type { Law } from "../../properties/law.ts";
import { clauses } from "./clauses.ts";
import type { LawEntry, NotTested } from "./report.ts";

/** Entries with one reason together, in the order in which reasons first occur. */
function byReason(entries: readonly (readonly [law: string, reason: string])[]): NotTested[] {
  const groups = new Map<string, string[]>();
  for (const [law, reason] of entries) {
    const group = groups.get(reason);
    if (group === undefined) groups.set(reason, [law]);
    else group.push(law);
  }
  return [...groups].map(([reason, laws]) => ({ reason, laws, clauses: [] }));
}

/**
 * What a run says nothing about, and why: laws without a result, laws not asked for, clauses without a law.
 *
 * @param entries the laws of the run
 * @param wanted the laws of the run and of its other shards
 */
export function notTested(
  catalogue: readonly Law[],
  entries: readonly LawEntry[],
  wanted: readonly Law[],
): NotTested[] {
  const open = entries.flatMap((entry): (readonly [string, string])[] =>
    "reason" in entry ? [[entry.law, entry.reason]] : [],
  );
  const run = new Set(entries.map(({ law }) => law));
  const absent = catalogue
    .filter(({ id }) => !run.has(id))
    .map((law) => [law.id, wanted.includes(law) ? "left to the other shards" : "not asked for"] as const);
  const covered = new Set(catalogue.flatMap((law) => law.clauses));
  const uncovered = clauses.filter(({ id, level }) => level === "MUST" && !covered.has(id));
  const reason =
    "kept by the stream or the handshake, or a duty of the harness: no law, but looked at in every call";
  return [
    ...byReason([...open, ...absent]),
    ...(uncovered.length === 0 ? [] : [{ reason, laws: [], clauses: uncovered.map(({ id }) => id) }]),
  ];
}
