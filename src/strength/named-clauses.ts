const ID = /[A-Z]+(?:-[A-Z]+)?-\d+/gu;
const ENDING = /(?:\[[A-Z]+(?:-[A-Z]+)?-\d+(?:, [A-Z]+(?:-[A-Z]+)?-\d+)*\]\s*)+$/u;

/** The clauses and claims that a test names in brackets at the end of its title: `… [CQSA-ENC-1] [QN-2]`. */
export function clausesOfTest(title: string): string[] {
  return [...(ENDING.exec(title)?.[0] ?? "").matchAll(ID)].map(([id]) => id);
}
