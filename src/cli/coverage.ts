import { coverageOf } from "../conformance/coverage.ts";
import type { Coverage, Naming } from "../conformance/coverage.ts";
import type { List } from "./lists.ts";

async function loadFaults(): Promise<readonly Naming[]> {
  return (await import("../implementation/faulty/index.ts")).faults;
}

async function loadAdversaries(): Promise<readonly Naming[]> {
  const { adversaries, partyAdversaries } = await import("../../adversaries/index.ts");
  return [...adversaries, ...partyAdversaries];
}

/** What covers the clauses of this package's specification. */
export async function loadCoverage(): Promise<Coverage> {
  const [{ clauses }, { laws }, statements, { register }, { KEPT_OTHERWISE }, faults, adversaries] =
    await Promise.all([
      import("../conformance/clauses.ts"),
      import("../../properties/index.ts"),
      import("../../spec/claims/index.ts"),
      import("../audit/register.ts"),
      import("../conformance/kept-otherwise.ts"),
      loadFaults(),
      loadAdversaries(),
    ]);
  const decided = new Set(register.map(({ claim }) => claim.id));
  return coverageOf({
    clauses,
    laws,
    claims: Object.values(statements).map(({ id, clauses }) => ({
      id,
      clauses,
      isDecided: decided.has(id),
    })),
    faults,
    adversaries,
    keptOtherwise: KEPT_OTHERWISE,
  });
}

function count(ids: readonly string[], one: string, many = `${one}s`): string {
  return `${ids.length} ${ids.length === 1 ? one : many}`;
}

/** A line a clause: what it is covered by. */
export function coverageList({ clauses }: Coverage): List {
  const [first] = clauses;
  const counted = [
    "laws",
    "claims",
    ...(first?.faults ? ["faults"] : []),
    ...(first?.adversaries ? ["adversaries"] : []),
  ];
  return {
    headings: ["clause", "level", ...counted, "kept otherwise"],
    wide: counted.length + 2,
    items: clauses.map((clause) => ({
      cells: [
        clause.id,
        clause.level,
        count(clause.laws, "law"),
        count(clause.claims, "claim"),
        ...(clause.faults ? [count(clause.faults, "fault")] : []),
        ...(clause.adversaries ? [count(clause.adversaries, "adversary", "adversaries")] : []),
        clause.uncovered ? "uncovered" : (clause.keptOtherwise ?? ""),
      ],
      data: clause,
    })),
  };
}
