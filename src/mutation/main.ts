import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { laws } from "../../properties/index.ts";
import { compareResults } from "../strength/gate.ts";
import { mutantText } from "../strength/mutant.ts";
import type { Mutant } from "../strength/mutant.ts";
import { lostReferences, ownedStretches } from "../strength/regions.ts";
import { renewed } from "../strength/result.ts";
import type { MutationResult } from "../strength/result.ts";
import { matchReviews } from "../strength/reviews.ts";
import { strengthByFolder, strengthOf } from "../strength/score.ts";
import { strengthTable } from "../strength/table.ts";
import packageJson from "../../package.json" with { type: "json" };
import { compileFile } from "./compile.ts";
import { hashJudges, judgeOf } from "./judges.ts";
import { openJournal } from "./journal.ts";
import type { Journal } from "./journal.ts";
import { KEPT_RESULT, readResult, readReviews, writeResult } from "./kept.ts";
import { currentEntries, entriesOf, stillCounts, suiteOf } from "./known.ts";
import type { Present } from "./known.ts";
import { lineStarts } from "./line-starts.ts";
import { keyOf } from "./mutant-place.ts";
import { readOptions, USAGE } from "./options.ts";
import type { MutationOptions } from "./options.ts";
import { answerableClaims, answerableClauses, readOwners } from "./owners.ts";
import { progressLine } from "./progress-line.ts";
import { runStryker } from "./run-stryker.ts";
import { sampled } from "./sampled.ts";
import { readSources } from "./sources.ts";
import type { SourceFile } from "./sources.ts";
import { openWorkbench } from "./workbench.ts";
import type { LawPreset, WorkOrder } from "./workbench.ts";

const FOLDER = "reports/out/mutation";
const NEWEST = join(FOLDER, "mutation.json");
/** Enough to notice nearly everything that the full preset does, at a quarter of its cost: see the power of a run. */
const PRESET: LawPreset = { runs: 25, samples: 1 };
const FULL_PRESET: LawPreset = { runs: 100, samples: 1 };
const UNIT_TESTS = [
  "src/{quantum,protocol,masking,rules,statistics}/**/*.test.ts",
  "src/implementation/reference*.test.ts",
];

const lawClauses: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  laws.map(({ id, clauses }) => [id, clauses]),
);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function git(...args: string[]): string {
  return execFileSync("git", args, { encoding: "utf8" }).trim();
}

/** The commit of the sources, with a + where one of them differs from it; null outside of a repository. */
function commitOf(): string | null {
  try {
    const changed = git("status", "--porcelain", "--", "src", "properties", "spec") !== "";
    return `${git("rev-parse", "--short", "HEAD")}${changed ? "+" : ""}`;
  } catch {
    return null;
  }
}

/** The files that are looked at. @throws RangeError if there is no such file */
function select(sources: readonly SourceFile[], { files, since }: MutationOptions): readonly SourceFile[] {
  if (since !== undefined) {
    const changed = new Set(git("diff", "--name-only", since, "--", "src").split("\n"));
    return sources.filter(({ path }) => changed.has(path));
  }
  if (files === undefined) return sources;
  const unknown = files.find((file) => sources.every(({ path }) => path !== file));
  if (unknown !== undefined) {
    throw new RangeError(`"--file" expected a source file of the mutated folders, got ${unknown}`);
  }
  return sources.filter(({ path }) => files.includes(path));
}

function order(
  sources: readonly SourceFile[],
  preset: LawPreset,
  unitTests: readonly string[] | null,
  settled: readonly string[],
): WorkOrder {
  const owners = readOwners();
  return {
    preset,
    unitTests,
    lawClauses,
    owned: Object.fromEntries(sources.map((source) => [source.path, ownedStretches(owners, source)])),
    lineStarts: Object.fromEntries(sources.map(({ path, text }) => [path, lineStarts(text)])),
    settled,
  };
}

/** Runs what is not known yet. */
async function runOpen(
  selected: readonly SourceFile[],
  present: Present,
  journal: Journal,
  options: MutationOptions,
): Promise<void> {
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
  if (files.length === 0) return;
  say(`Mutants of ${files.length} of ${selected.length} files; ${settled.length} results stand from before`);
  const progress = progressLine(process.stderr);
  const hashes = new Map(files.map(({ path, hash }) => [path, hash]));
  const suite = suiteOf(present.judges);
  await runStryker([...open], order(files, PRESET, UNIT_TESTS, settled), options.concurrency, {
    planned: (mutants) => {
      progress.start(mutants);
    },
    tested: (outcome) => {
      progress.step(outcome !== null);
      if (outcome === null) return;
      journal.add({
        ...outcome,
        hash: hashes.get(outcome.file)!,
        judges: outcome.killedBy.map((killer) => present.judges[judgeOf(killer)] ?? ""),
        suite,
      });
    },
  });
  progress.stop();
  for (const { path, hash } of files) journal.complete(path, hash);
}

/** How many survivors the full preset of laws notices, in a sample that depends on nothing but their names. */
async function powerOf(
  result: MutationResult,
  sources: readonly SourceFile[],
  options: MutationOptions,
): Promise<MutationResult["power"]> {
  const unnoticed = result.mutants.filter(
    ({ status, killedBy }) =>
      status === "survived" || (status === "killed" && killedBy.every((killer) => killer.includes("#"))),
  );
  const sample = sampled(unnoticed, options.power);
  const wanted = new Set(
    sample.map((mutant) => keyOf(mutant.file, entriesOf({ ...result, mutants: [mutant] })[0]!)),
  );
  const settled = entriesOf(result).map((entry) => keyOf(entry.file, entry));
  const files = sources.filter(({ path }) => sample.some(({ file }) => file === path));
  const noticed: string[] = [];
  const progress = progressLine(process.stderr);
  const rest = settled.filter((key) => !wanted.has(key));
  await runStryker(
    files.map(({ path }) => path),
    order(files, FULL_PRESET, null, rest),
    options.concurrency,
    {
      planned: (mutants) => {
        progress.start(mutants);
      },
      tested: (outcome) => {
        progress.step(outcome !== null);
        if (outcome?.status !== "killed") return;
        const { start } = outcome.location;
        noticed.push(`${outcome.file}:${start.line}:${start.column} by ${outcome.killedBy.join(", ")}`);
      },
    },
  );
  progress.stop();
  return { tried: sample.length, noticed: noticed.sort() };
}

function compile(
  selected: readonly SourceFile[],
  present: Present,
  journal: Journal,
  power: MutationResult["power"],
): MutationResult {
  const owners = readOwners();
  const entries = [...currentEntries(journal.entries, present).values()];
  const compiled = selected.map((source) => ({
    path: source.path,
    hash: source.hash,
    ...compileFile(
      source,
      entries.filter(({ file }) => file === source.path),
      owners,
    ),
  }));
  return {
    commit: commitOf(),
    version: packageJson.version,
    preset: PRESET,
    power,
    sources: Object.fromEntries(compiled.map(({ path, hash }) => [path, hash])),
    judges: present.judges,
    untyped: Object.fromEntries(compiled.map(({ path, untyped }) => [path, untyped])),
    mutants: compiled.flatMap(({ mutants }) => mutants),
  };
}

function list(title: string, mutants: readonly Mutant[]): void {
  if (mutants.length === 0) return;
  say(`\n${title}`);
  for (const mutant of mutants) say(`  ${mutantText(mutant)}`);
}

/** Tells what was found; returns the exit status. */
function report(result: MutationResult, kept: MutationResult | null, options: MutationOptions): number {
  const reviews = matchReviews(readReviews(), result.mutants);
  const sources = { mutants: result.mutants, lawClauses, equivalent: reviews.equivalent };
  const all = options.files === undefined && options.since === undefined;
  if (all) {
    say(`\n${strengthTable("claim", strengthOf(answerableClaims(), sources))}`);
    say(`\n${strengthTable("clause", strengthOf(answerableClauses(), sources))}`);
  }
  say(`\n${strengthTable("folder", strengthByFolder(sources))}`);
  if (!all)
    list(
      "Survivors",
      result.mutants.filter(({ status }) => status === "survived" || status === "uncovered"),
    );
  list(
    "Owned by no clause and no claim",
    result.mutants.filter(({ owners }) => owners.length === 0),
  );
  for (const { file, original, replacement } of reviews.stale) {
    say(`A review of a mutant that is not there: ${file}  ${original} → ${replacement}`);
  }
  for (const { file, original, replacement } of reviews.wrong) {
    say(`Reviewed as equivalent, and noticed: ${file}  ${original} → ${replacement}`);
  }
  let failed = result.mutants.some(({ owners }) => owners.length === 0) || reviews.wrong.length > 0;
  if (options.check) {
    if (kept === null)
      throw new RangeError(`"--check" expected a result in ${KEPT_RESULT}: --keep makes one`);
    const gate = compareResults({
      committed: kept.mutants,
      newest: result.mutants,
      equivalent: reviews.equivalent,
    });
    list("New survivors: nobody notices", gate.newSurvivors);
    list("Noticed now", gate.noticed);
    say(
      gate.newSurvivors.length === 0
        ? `\nNo new survivors among ${result.mutants.length} mutants`
        : `\n${gate.newSurvivors.length} new survivors: write a law or test that notices them, or review them as equivalent`,
    );
    failed ||= gate.newSurvivors.length > 0;
  }
  return failed ? 1 : 0;
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") {
    say(USAGE);
    return 0;
  }
  mkdirSync(FOLDER, { recursive: true });
  openWorkbench(resolve(FOLDER));
  if (options.fresh) rmSync(join(FOLDER, "journal.jsonl"), { force: true });
  const sources = readSources();
  const lost = lostReferences(readOwners(), sources);
  if (lost.length > 0) {
    for (const sentence of lost) say(sentence);
    return 1;
  }
  const kept = readResult(KEPT_RESULT);
  const journal = openJournal(join(FOLDER, "journal.jsonl"));
  if (kept !== null && !options.fresh) journal.seed(entriesOf(kept), kept.sources);
  const judges = hashJudges(Object.keys(lawClauses), UNIT_TESTS);
  const present: Present = { sources: new Map(sources.map(({ path, hash }) => [path, hash])), judges };
  const selected = select(sources, options);
  await runOpen(selected, present, journal, options);
  let result = compile(selected, present, journal, kept?.power ?? null);
  if (options.power > 0) result = { ...result, power: await powerOf(result, selected, options) };
  if (result.power !== null) {
    const { tried, noticed } = result.power;
    say(`\nOf ${tried} mutants that no law noticed, the full preset notices ${noticed.length}`);
    for (const line of noticed) say(`  ${line}`);
  }
  if (selected.length === sources.length) writeResult(NEWEST, result);
  const status = report(result, kept, options);
  if (options.keep && result.mutants.every(({ owners }) => owners.length > 0)) {
    const all = selected.length === sources.length;
    writeResult(KEPT_RESULT, all || kept === null ? result : renewed(kept, result));
  }
  return status;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof TypeError || error instanceof RangeError ? 64 : 70;
}
