import { laws } from "../../properties/index.ts";

/** By law: the clauses that it is about. */
export const lawClauses: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  laws.map(({ id, clauses }) => [id, clauses]),
);
