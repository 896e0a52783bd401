import published from "../../spec/clauses.json" with { type: "json" };
import type { Clause } from "./parse-clauses.ts";

/** Every clause of the specification, from `spec/clauses.json`, which `npm run schemas` makes of `spec/*.md`. */
export const clauses: readonly Clause[] = published as readonly Clause[];

const BY_ID: ReadonlyMap<string, Clause> = new Map(clauses.map((clause) => [clause.id, clause]));

/** The clause of that id; undefined: there is none. */
export function clauseOf(id: string): Clause | undefined {
  return BY_ID.get(id);
}
