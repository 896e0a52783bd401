import { MUTATED_FOLDERS } from "../strength/mutated-files.ts";
import type { MutationResult } from "../strength/result.ts";
import { judgeOf } from "./judges.ts";
import type { Journal } from "./journal.ts";
import { currentEntries, entriesOf, stillCounts } from "./known.ts";
import type { Present } from "./known.ts";
import { lawClauses } from "./law-clauses.ts";
import { lineStarts } from "./line-starts.ts";
import { keyOf } from "./mutant-place.ts";
import type { MutationOptions } from "./options.ts";
import { answeringStretches } from "./owners.ts";
import { progressLine } from "./progress-line.ts";
import { runStryker } from "./run-stryker.ts";
import { sampled } from "./sampled.ts";
import { say } from "./say.ts";
import type { SourceFile } from "./sources.ts";
import type { LawPreset, WorkOrder } from "./workbench.ts";

/** Few cases notice most mutants; where they do not, more are tried. The power of a run says what the full preset adds. */
const FEW: LawPreset = { runs: 10, samples: 0.25 };
export const PRESET: LawPreset = { runs: 30, samples: 1 };
/** What `npm test` runs. */
const FULL_PRESET: LawPreset = { runs: 100, samples: 1 };
/** The unit tests that mutants face. */
export const UNIT_TESTS: readonly string[] = [
  `${MUTATED_FOLDERS}/**/*.test.ts`,
  "src/implementation/reference*.test.ts",
];

function order(
  sources: readonly SourceFile[],
  preset: LawPreset,
  more: LawPreset | null,
  unitTests: readonly string[] | null,
  settled: readonly string[],
): WorkOrder {
  return {
    preset,
    more,
    unitTests,
    lawClauses,
    owned: Object.fromEntries(sources.map((source) => [source.path, answeringStretches(source)])),
    lineStarts: Object.fromEntries(sources.map(({ path, text }) => [path, lineStarts(text)])),
    settled,
  };
}

/** Runs what is not known yet. @returns whether there was anything */
export async function runOpen(
  selected: readonly SourceFile[],
  present: Present,
  journal: Journal,
  options: MutationOptions,
): Promise<boolean> {
  const known = currentEntries(journal.entries, present);
  const settled: string[] = [];
  const open = new Set(
    selected.filter(({ path, hash }) => !journal.isComplete(path, hash)).map(({ path }) => path),
  );
  for (const [key, entry] of known) {
    if (stillCounts(entry, present, options.check)) settled.push(key);
    else if (selected.some(({ path }) => path === entry.file)) open.add(entry.file);
  }
  const files = selected.filter(({ path }) => open.has(path));
  if (files.length === 0) return false;
  say(`Mutants of ${files.length} of ${selected.length} files; ${settled.length} results stand from before`);
  const progress = progressLine(process.stderr);
  const hashes = new Map(files.map(({ path, hash }) => [path, hash]));
  await runStryker([...open], order(files, FEW, PRESET, UNIT_TESTS, settled), options.concurrency, {
    planned: (mutants) => {
      progress.start(mutants);
    },
    tested: (outcome) => {
      progress.step(outcome !== null && outcome.status !== "untyped");
      if (outcome === null) return;
      journal.add({
        ...outcome,
        hash: hashes.get(outcome.file)!,
        judges: outcome.killedBy.map((killer) => present.judges[judgeOf(killer)] ?? ""),
        suite: present.suite,
      });
    },
  });
  progress.stop();
  for (const { path, hash } of files) journal.complete(path, hash);
  return true;
}

/** How many survivors the full preset of laws notices, in a sample that depends on nothing but their names. */
export async function powerOf(
  result: MutationResult,
  sources: readonly SourceFile[],
  options: MutationOptions,
): Promise<NonNullable<MutationResult["power"]>> {
  const unnoticed = result.mutants.filter(
    ({ status, killedBy }) =>
      status === "survived" || (status === "killed" && killedBy.every((killer) => killer.includes("#"))),
  );
  const sample = sampled(unnoticed, options.power);
  if (sample.length === 0) return { tried: 0, noticed: [] };
  const wanted = new Set(entriesOf({ ...result, mutants: sample }).map((entry) => keyOf(entry.file, entry)));
  const settled = entriesOf(result).map((entry) => keyOf(entry.file, entry));
  const files = sources.filter(({ path }) => sample.some(({ file }) => file === path));
  const noticed: string[] = [];
  const progress = progressLine(process.stderr);
  const rest = settled.filter((key) => !wanted.has(key));
  await runStryker(
    files.map(({ path }) => path),
    order(files, FULL_PRESET, null, null, rest),
    options.concurrency,
    {
      planned: (mutants) => {
        progress.start(mutants);
      },
      tested: (outcome) => {
        progress.step(outcome !== null && outcome.status !== "untyped");
        if (outcome?.status !== "killed") return;
        const { start } = outcome.location;
        noticed.push(`${outcome.file}:${start.line}:${start.column} by ${outcome.killedBy.join(", ")}`);
      },
    },
  );
  progress.stop();
  return { tried: sample.length, noticed: noticed.sort() };
}
