import { identityOf } from "./mutant.ts";
import type { Mutant } from "./mutant.ts";
import { clausesOf } from "./named-clauses.ts";
import type { LawClauses } from "./named-clauses.ts";

/** A claim or a clause: whose code it answers for, and whose laws are its own. */
export interface Answerable {
  readonly id: string;
  /** The clauses that own code for it; a claim's are those that it rests on, a clause's is itself. */
  readonly clauses: readonly string[];
}

/** The strength of what stands behind one claim, clause or folder. */
export interface Strength {
  readonly id: string;
  /** Mutants of its code that type-check. */
  readonly mutants: number;
  /** Of them, by its own laws and the unit tests that name its clauses. */
  readonly killedByOwn: number;
  /** Of these, by its own laws: without the unit tests. */
  readonly killedByOwnLaws: number;
  /** By none of these, but by others. */
  readonly killedByOthers: number;
  readonly timedOut: number;
  readonly uncovered: number;
  /** Survivors that were looked at and cannot be noticed by anyone. */
  readonly equivalent: number;
  readonly survivors: readonly Mutant[];
  /** Those that broke down whatever ran them: never tested. */
  readonly failed: number;
  /** Noticed by one single law or test, which is its own. */
  readonly uniqueKills: number;
  /** Its own kills over all that are not equivalent; null: there are none. */
  readonly score: number | null;
}

/** What scores are computed from. */
export interface ScoreSources {
  readonly mutants: readonly Mutant[];
  readonly lawClauses: LawClauses;
  /** Identities of reviewed equivalent mutants. */
  readonly equivalent: ReadonlySet<string>;
}

function tally(
  id: string,
  own: readonly Mutant[],
  isOwn: (killer: string) => boolean,
  { equivalent, lawClauses }: Pick<ScoreSources, "equivalent" | "lawClauses">,
): Strength {
  const killed = own.filter(({ status }) => status === "killed");
  const byOwn = killed.filter(({ killedBy }) => killedBy.some((killer) => isOwn(killer)));
  const byOwnLaws = byOwn.filter(({ killedBy }) =>
    killedBy.some((killer) => killer in lawClauses && isOwn(killer)),
  );
  const unnoticed = own.filter(({ status }) => status !== "killed");
  const reviewed = unnoticed.filter((mutant) => equivalent.has(identityOf(mutant)));
  const open = unnoticed.filter((mutant) => !equivalent.has(identityOf(mutant)));
  const count = (status: Mutant["status"]): number =>
    open.filter((mutant) => mutant.status === status).length;
  const relevant = own.length - reviewed.length;
  return {
    id,
    mutants: own.length,
    killedByOwn: byOwn.length,
    killedByOwnLaws: byOwnLaws.length,
    killedByOthers: killed.length - byOwn.length,
    timedOut: count("timed out"),
    uncovered: count("uncovered"),
    equivalent: reviewed.length,
    survivors: open.filter(({ status }) => status === "survived"),
    failed: count("failed"),
    uniqueKills: byOwn.filter(({ killedBy }) => killedBy.length === 1).length,
    score: relevant === 0 ? null : byOwn.length / relevant,
  };
}

/** The strength of each claim or clause: mutants of its code that its own laws and tests notice. */
export function strengthOf(answerables: readonly Answerable[], sources: ScoreSources): Strength[] {
  const { mutants, lawClauses } = sources;
  return answerables.map(({ id, clauses }) => {
    const responsible = new Set([id, ...clauses]);
    const own = mutants.filter(({ owners }) => owners.some((owner) => responsible.has(owner)));
    const isOwn = (killer: string): boolean =>
      clausesOf(killer, lawClauses).some((clause) => responsible.has(clause));
    return tally(id, own, isOwn, sources);
  });
}

/** The same by folder, where every law and test counts as its own. */
export function strengthByFolder(sources: ScoreSources): Strength[] {
  const { mutants } = sources;
  const folderOf = ({ file }: Mutant): string => file.split("/").slice(0, 2).join("/");
  const folders = [...new Set(mutants.map((mutant) => folderOf(mutant)))].sort();
  return [
    ...folders.map((folder) =>
      tally(
        folder,
        mutants.filter((mutant) => folderOf(mutant) === folder),
        () => true,
        sources,
      ),
    ),
    tally("all", mutants, () => true, sources),
  ];
}
