import * as statements from "../../spec/claims/index.ts";
import type { ClaimStatement } from "../audit/claim.ts";
import { clauses } from "../conformance/clauses.ts";
import { parseCodeReference } from "../strength/code-reference.ts";
import { ownedStretches } from "../strength/regions.ts";
import type { OutlinedFile, OwnedStretch, Owner } from "../strength/regions.ts";
import type { Answerable } from "../strength/score.ts";

const claims: readonly ClaimStatement[] = Object.values(statements);

/** Every clause and claim that says which code is its own. */
export function readOwners(): Owner[] {
  return [...clauses, ...claims].flatMap(({ id, code = [] }) =>
    code.length === 0 ? [] : [{ id, code: code.map((text) => parseCodeReference(text)) }],
  );
}

/** The claims, with the clauses that they rest on. */
export function answerableClaims(): Answerable[] {
  return claims.map(({ id, clauses }) => ({ id, clauses }));
}

/** Who answers for what in a file: its owners, and with a claim the clauses that it rests on. */
export function answeringStretches(file: OutlinedFile): OwnedStretch[] {
  const clausesOfClaim = new Map(claims.map(({ id, clauses }) => [id, clauses]));
  return ownedStretches(readOwners(), file).map(({ owners, ...stretch }) => ({
    ...stretch,
    owners: [...new Set(owners.flatMap((id) => [id, ...(clausesOfClaim.get(id) ?? [])]))],
  }));
}

/** The clauses that own code. */
export function answerableClauses(): Answerable[] {
  return clauses.flatMap(({ id, code }) => (code === undefined ? [] : [{ id, clauses: [id] }]));
}
