const BRACKETS = /\[([A-Z]+-[A-Z]+-\d+(?:, [A-Z]+-[A-Z]+-\d+)*)\]$/u;

/** The clauses that a test names in brackets at the end of its title. */
export function clausesOfTest(title: string): string[] {
  return BRACKETS.exec(title.trim())?.[1]?.split(", ") ?? [];
}
