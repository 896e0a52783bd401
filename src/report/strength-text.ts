import type { ClaimResult, AuditReport } from "../audit/report.ts";
import { figure, percent } from "../base/figure.ts";
import type { LawResult } from "../../properties/run-law.ts";

/** The laws of a claim, with how they fared. */
function lawsOf({ clauses }: ClaimResult, { laws }: AuditReport): readonly LawResult[] {
  return laws.filter((law) => law.clauses.some((clause) => clauses.includes(clause)));
}

/** How many cases and observations a claim's laws rest on, and how small the error levels are. */
export function samplesText(claim: ClaimResult, report: AuditReport): string {
  const passed = lawsOf(claim, report).flatMap((law) => (law.verdict === "pass" ? [law] : []));
  const cases = passed.filter(({ kind }) => kind === "deterministic");
  const samples = passed.filter(({ kind }) => kind === "statistical");
  const sum = (results: readonly { readonly cases: number }[]): string =>
    results.reduce((total, result) => total + result.cases, 0).toLocaleString("en-US");
  const levels = samples.flatMap(({ level }) => level ?? []);
  return [
    ...(cases.length === 0 ? [] : [`${sum(cases)} cases`]),
    ...(samples.length === 0
      ? []
      : [`${sum(samples)} observations, false alarms ${figure(Math.max(0, ...levels), 2)} a law`]),
  ].join("; ");
}

/** What a claim's laws notice of broken code, in a few words; undefined: no run of mutants is at hand. */
export function strengthText({ id }: ClaimResult, { strength }: AuditReport): string | undefined {
  const own = strength?.claims[id];
  if (strength === undefined || own === undefined) return undefined;
  const stale = strength.changed.length === 0 ? "" : ", stale";
  const faults = own.faults === null ? "" : `; ${own.faults.noticed} of ${own.faults.of} faulty versions`;
  if (own.score === null) return `no code of its own${faults}`;
  const relevant = own.mutants - own.equivalent;
  return (
    `${percent(own.score)} of ${relevant} mutants noticed by its own laws and tests, ` +
    `${percent(own.killedByOwnLaws / relevant)} by laws alone, ` +
    `${own.killedByOthers} by others, ${own.survivors.length + own.uncovered} survive, ${own.timedOut} time out ` +
    `(at ${strength.commit ?? "an unknown commit"}${stale})${faults}`
  );
}

/** The survivors of a claim, and what makes its figures stale, a line each. */
export function strengthLines(claim: ClaimResult, report: AuditReport): string[] {
  const { strength } = report;
  const text = strengthText(claim, report);
  const own = strength?.claims[claim.id];
  if (strength === undefined || text === undefined || own === undefined) return [];
  return [
    text,
    ...(own.score === null
      ? []
      : [`${own.uniqueKills} by one law or test alone; ${own.equivalent} reviewed as equivalent`]),
    ...(strength.changed.length === 0
      ? []
      : [`stale: ${strength.changed.length} files have changed since, ${strength.changed[0]} first`]),
    ...own.survivors.map((survivor) => `survivor ${survivor}`),
  ];
}
