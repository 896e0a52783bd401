import type { JournalEntry } from "./journal.ts";

/** For tests: a mutant that nobody noticed. */
export const EXAMPLE_ENTRY: JournalEntry = {
  file: "src/x.ts",
  hash: "h",
  location: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
  mutatorName: "ConditionalExpression",
  replacement: "true",
  status: "survived",
  killedBy: [],
  reason: "",
  judges: [],
  suite: "s",
};
