/**
 * Stands in for Vitest where unit tests run in the process of the laws: `test` only collects, and `expect` is Vitest's own.
 * Files that need more of Vitest than these two do not load.
 */
export { expect } from "vitest";

type Body = (...args: unknown[]) => unknown;

/** One unit test, with its table's row filled in. */
export interface CollectedTest {
  readonly title: string;
  readonly run: () => unknown;
}

let collected: CollectedTest[] = [];

/** The tests that were declared since this was asked last. */
export function takeCollected(): readonly CollectedTest[] {
  const tests = collected;
  collected = [];
  return tests;
}

function shown(value: unknown): string {
  return typeof value === "object" && value !== null ? "…" : String(value);
}

/** A title of a table with the row's values, as far as they are short; where the place of a value is named, too. */
function filled(title: string, row: readonly unknown[]): string {
  let next = 0;
  return title
    .replaceAll(/\$(\w+)/gu, (whole, name: string) => {
      const [first] = row;
      return typeof first === "object" && first !== null && name in first
        ? shown((first as Record<string, unknown>)[name])
        : whole;
    })
    .replaceAll(/%[sdifjoO]/gu, () => shown(row[next++]));
}

function collect(title: string, body: Body): void {
  collected.push({ title, run: () => body() });
}

/** `test.each` spreads a row that is a list, `test.for` does not. */
function table(spread: boolean) {
  return (rows: readonly unknown[]) =>
    (title: string, body: Body): void => {
      for (const row of rows) {
        const args = spread && Array.isArray(row) ? (row as unknown[]) : [row];
        const values = Array.isArray(row) ? (row as unknown[]) : [row];
        collected.push({ title: filled(title, values), run: () => body(...args) });
      }
    };
}

/** Vitest's `test`, as far as it is used. */
export const test: typeof collect & {
  readonly each: ReturnType<typeof table>;
  readonly for: ReturnType<typeof table>;
} = Object.assign(collect, { each: table(true), for: table(false) });
