import type { Law } from "../../properties/law.ts";
import { clauses } from "./clauses.ts";
import { KEPT_OTHERWISE } from "./kept-otherwise.ts";
import type { LawEntry, NotTested } from "./report.ts";

/** Ids with one reason together, in the order in which reasons first occur. */
function byReason(
  entries: readonly (readonly [id: string, reason: string])[],
): (readonly [reason: string, ids: string[]])[] {
  const groups = new Map<string, string[]>();
  for (const [id, reason] of entries) {
    const group = groups.get(reason);
    if (group === undefined) groups.set(reason, [id]);
    else group.push(id);
  }
  return [...groups];
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
  const kept = uncovered.map(({ id }) => [id, KEPT_OTHERWISE[id] ?? "no law"] as const);
  return [
    ...byReason([...open, ...absent]).map(([reason, laws]) => ({ reason, laws, clauses: [] })),
    ...byReason(kept).map(([reason, ids]) => ({ reason, laws: [], clauses: ids })),
  ];
}
