import { CheckStatus } from "@stryker-mutator/api/check";
import type { Checker, CheckResult } from "@stryker-mutator/api/check";
import type { Mutant } from "@stryker-mutator/api/core";
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { relative } from "node:path";
import { keyOf } from "./mutant-place.ts";
import { lineStarts } from "./line-starts.ts";
import { BATCH, typeErrors } from "./type-check.ts";
import { readOrder } from "./workbench.ts";
import { readFileSync } from "node:fs";

/** The reason that a mutant passed over is reported with. */
export const SETTLED = "settled before";

let settled: ReadonlySet<string>;

/** A file by its path in the project, also where it is named in the copy that is mutated. */
function projectFile(name: string): string {
  return relative(process.cwd(), name).replace(/^\.stryker-tmp\/[^/]+\//u, "");
}

/** Passes over what is known already, for which Stryker has no option, and drops what does not type-check. */
const checker: Checker = {
  init: async () => {
    settled = new Set(readOrder().settled);
    await Promise.resolve();
  },
  // What one program checks; the first are run while the next are checked.
  group: (mutants) =>
    Promise.resolve(
      Array.from({ length: Math.ceil(mutants.length / BATCH) }, (_, i) =>
        mutants.slice(i * BATCH, (i + 1) * BATCH).map(({ id }) => id),
      ),
    ),
  check: (mutants: Mutant[]) => {
    const results: Record<string, CheckResult> = {};
    const starts = new Map<string, number[]>();
    const changes = mutants.flatMap((mutant) => {
      const file = projectFile(mutant.fileName);
      const { start, end } = mutant.location;
      // Stryker counts from 0 inside and from 1 in what it reports.
      const location = {
        start: { line: start.line + 1, column: start.column + 1 },
        end: { line: end.line + 1, column: end.column + 1 },
      };
      results[mutant.id] = { status: CheckStatus.Passed };
      if (settled.has(keyOf(file, { ...mutant, location }))) {
        results[mutant.id] = { status: CheckStatus.CompileError, reason: SETTLED };
        return [];
      }
      if (!starts.has(file)) starts.set(file, lineStarts(readFileSync(file, "utf8")));
      const offset = (at: { line: number; column: number }) => starts.get(file)![at.line]! + at.column;
      return [
        { id: mutant.id, file, start: offset(start), end: offset(end), replacement: mutant.replacement },
      ];
    });
    for (const [id, reason] of typeErrors(process.cwd(), changes)) {
      results[id] = { status: CheckStatus.CompileError, reason };
    }
    return Promise.resolve(results);
  },
};

export const strykerPlugins: readonly unknown[] = [
  declareValuePlugin(PluginKind.Checker, "settled-and-types", checker),
];
