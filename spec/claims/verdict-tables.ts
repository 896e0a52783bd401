import { describe, expect, test } from "vitest";
import type { Claim, Verdict } from "../../src/audit/claim.ts";

/** The verdict that a claim must come to, why, and how its evidence differs from the sound one. */
type Row<Evidence> = readonly [verdict: Verdict["verdict"], why: string, change: Partial<Evidence>];

/** Tests of claims by tables of evidence. */
export interface VerdictTables {
  /** One test a row: the sound evidence with a change. The first row changes nothing. */
  readonly table: <Evidence>(claim: Claim<Evidence>, sound: Evidence, rows: readonly Row<Evidence>[]) => void;
  /** The verdicts that occur in the table of each claim. */
  readonly verdicts: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The tables of one test file: files share modules, and their tables are their own. */
export function verdictTables(): VerdictTables {
  const verdicts = new Map<string, ReadonlySet<string>>();
  const table: VerdictTables["table"] = (claim, sound, rows) => {
    verdicts.set(claim.id, new Set(rows.map(([verdict]) => verdict)));
    describe(`${claim.id} ${claim.title}`, () => {
      test.each(rows)("%s: %s", (expected, _why, change) => {
        const verdict = claim.decide({ ...sound, ...change });
        expect(verdict).toMatchObject({ verdict: expected });
        const texts: string[] = Object.values(verdict);
        expect(texts.filter((text) => text.length < 4)).toEqual([]);
        expect(texts.join("\n")).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
      });
    });
  };
  return { table, verdicts };
}
