import type { Clause } from "./parse-clauses.ts";

/** Something that names clauses: a law, a claim, a faulty implementation, an adversary. */
export interface Naming {
  readonly id: string;
  readonly clauses: readonly string[];
}

/** A claim, and whether anything decides it. */
export interface NamingClaim extends Naming {
  readonly isDecided: boolean;
}

/** All that refers to clauses. */
export interface CoverageSources {
  readonly clauses: readonly Clause[];
  readonly laws: readonly Naming[];
  readonly claims: readonly NamingClaim[];
  /** What breaks clauses on purpose, and who attacks them; undefined: there are none yet. */
  readonly faults?: readonly Naming[] | undefined;
  readonly adversaries?: readonly Naming[] | undefined;
  /** By clause: what keeps it in the place of a law. */
  readonly keptOtherwise: Readonly<Record<string, string>>;
}

/** What covers one clause, by ids. */
export interface ClauseCoverage {
  readonly id: string;
  readonly level: Clause["level"];
  readonly file: string;
  readonly laws: readonly string[];
  readonly claims: readonly string[];
  readonly faults?: readonly string[];
  readonly adversaries?: readonly string[];
  /** What keeps it where no law can. */
  readonly keptOtherwise: string | null;
  /** True for a MUST with neither. */
  readonly uncovered: boolean;
}

/** How many clauses of one level there are, and what covers them. */
export interface CoverageCounts {
  readonly total: number;
  readonly byLaws: number;
  readonly otherwise: number;
  readonly neither: number;
}

export interface FileCoverage {
  readonly file: string;
  readonly must: CoverageCounts;
  readonly should: CoverageCounts;
  readonly may: CoverageCounts;
}

/** What covers the specification. */
export interface Coverage {
  readonly clauses: readonly ClauseCoverage[];
  readonly files: readonly FileCoverage[];
  readonly must: CoverageCounts;
  /** What is out of joint, a sentence each: an uncovered MUST, a name that is no clause, a law without a clause. */
  readonly gaps: readonly string[];
}

function naming(sources: readonly Naming[], clause: string): string[] {
  return sources.filter(({ clauses }) => clauses.includes(clause)).map(({ id }) => id);
}

function countsOf(clauses: readonly ClauseCoverage[]): CoverageCounts {
  const byLaws = clauses.filter(({ laws }) => laws.length > 0).length;
  const otherwise = clauses.filter((c) => c.laws.length === 0 && c.keptOtherwise !== null).length;
  return { total: clauses.length, byLaws, otherwise, neither: clauses.length - byLaws - otherwise };
}

function ofLevel(clauses: readonly ClauseCoverage[], level: Clause["level"]): CoverageCounts {
  return countsOf(clauses.filter((clause) => clause.level === level));
}

/** Those that occur more than once. */
function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
}

function gapsOfNames(kind: string, sources: readonly Naming[], known: ReadonlySet<string>): string[] {
  return [
    ...repeated(sources.map(({ id }) => id)).map((id) => `there are two ${kind}s ${id}`),
    ...sources
      .filter(({ clauses }) => clauses.length === 0)
      .map(({ id }) => `the ${kind} ${id} names no clause`),
    ...sources.flatMap(({ id, clauses }) =>
      clauses
        .filter((clause) => !known.has(clause))
        .map((clause) => `the ${kind} ${id} names ${clause}, which is no clause`),
    ),
  ];
}

function gapsOfKeeping({ clauses, keptOtherwise, laws }: CoverageSources): string[] {
  return Object.keys(keptOtherwise).flatMap((id) => {
    const level = clauses.find((clause) => clause.id === id)?.level;
    if (level === undefined) return [`${id} is kept otherwise and no clause`];
    if (level !== "MUST") return [`${id} is kept otherwise and only a ${level}`];
    return naming(laws, id).length > 0 ? [`${id} is kept otherwise and has a law all the same`] : [];
  });
}

/** What covers every clause, and what is out of joint. */
export function coverageOf(sources: CoverageSources): Coverage {
  const { clauses, laws, claims, faults, adversaries, keptOtherwise } = sources;
  const covered = clauses.map(({ id, level, file }): ClauseCoverage => {
    const own = naming(laws, id);
    const kept = keptOtherwise[id] ?? null;
    return {
      id,
      level,
      file,
      laws: own,
      claims: naming(claims, id),
      ...(faults && { faults: naming(faults, id) }),
      ...(adversaries && { adversaries: naming(adversaries, id) }),
      keptOtherwise: kept,
      uncovered: level === "MUST" && own.length === 0 && kept === null,
    };
  });
  const known = new Set(clauses.map(({ id }) => id));
  return {
    clauses: covered,
    files: [...new Set(clauses.map(({ file }) => file))].map((file) => {
      const own = covered.filter((clause) => clause.file === file);
      return { file, must: ofLevel(own, "MUST"), should: ofLevel(own, "SHOULD"), may: ofLevel(own, "MAY") };
    }),
    must: ofLevel(covered, "MUST"),
    gaps: [
      ...repeated(clauses.map(({ id }) => id)).map((id) => `there are two clauses ${id}`),
      ...covered.filter(({ uncovered }) => uncovered).map(({ id }) => `${id} is a MUST without a law`),
      ...gapsOfKeeping(sources),
      ...gapsOfNames("law", laws, known),
      ...gapsOfNames("claim", claims, known),
      ...claims.filter(({ isDecided }) => !isDecided).map(({ id }) => `the claim ${id} has no evidence`),
      ...gapsOfNames("faulty implementation", faults ?? [], known),
      ...gapsOfNames("adversary", adversaries ?? [], known),
    ],
  };
}
