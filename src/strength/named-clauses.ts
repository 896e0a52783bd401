const ID = /[A-Z]+(?:-[A-Z]+)?-\d+/gu;
const ENDING = /(?:\[[A-Z]+(?:-[A-Z]+)?-\d+(?:, [A-Z]+(?:-[A-Z]+)?-\d+)*\]\s*)+$/u;

/** The clauses and claims that a test names in brackets at the end of its title: `… [CQSA-ENC-1] [QN-2]`. */
export function clausesOfTest(title: string): string[] {
  return [...(ENDING.exec(title)?.[0] ?? "").matchAll(ID)].map(([id]) => id);
}

/** By law: its clauses. */
export type LawClauses = Readonly<Record<string, readonly string[]>>;

/** The clauses of what notices mutants: of a law, or of a unit test by its title. */
export function clausesOf(killer: string, lawClauses: LawClauses): readonly string[] {
  return lawClauses[killer] ?? clausesOfTest(killer);
}
