import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { lostReferences } from "../strength/regions.ts";
import { renewed } from "../strength/result.ts";
import type { MutationResult } from "../strength/result.ts";
import { compileFile } from "./compile.ts";
import { changedSince, commitOf } from "./git.ts";
import { hashJudges } from "./judges.ts";
import { openJournal } from "./journal.ts";
import type { Journal } from "./journal.ts";
import { KEPT_RESULT, readResult, writeResult } from "./kept.ts";
import { currentEntries, entriesOf, keptSurvivors, openFiles, suiteOf } from "./known.ts";
import type { Present } from "./known.ts";
import { lawClauses } from "./law-clauses.ts";
import { lock } from "./lock.ts";
import { readOptions, UsageError, USAGE } from "./options.ts";
import type { MutationOptions } from "./options.ts";
import { ownKills } from "./own-kills.ts";
import { readOwners } from "./owners.ts";
import { powerOf, PRESET, runOpen, UNIT_TESTS } from "./run-open.ts";
import { say } from "./say.ts";
import { readSources } from "./sources.ts";
import type { SourceFile } from "./sources.ts";
import { tellResult } from "./tell-result.ts";
import { openWorkbench } from "./workbench.ts";

const FOLDER = "reports/out/mutation";
const NEWEST = join(FOLDER, "mutation.json");

/** The files that are looked at; `open`: those of which something is to be run again. @throws UsageError if there is no such file or commit */
function select(
  sources: readonly SourceFile[],
  { files, since }: MutationOptions,
  open: () => ReadonlySet<string>,
): readonly SourceFile[] {
  if (since !== undefined) {
    const changed = changedSince(since);
    if (changed === null) throw new UsageError(`"--since" expected a commit, got "${since}"`);
    const again = open();
    return sources.filter(({ path }) => changed.has(path) || again.has(path));
  }
  if (files === undefined) return sources;
  const unknown = files.find((file) => sources.every(({ path }) => path !== file));
  if (unknown !== undefined) {
    throw new UsageError(`"--file" expected a source file of the mutated folders, got "${unknown}"`);
  }
  return sources.filter(({ path }) => files.includes(path));
}

function compile(
  selected: readonly SourceFile[],
  present: Present,
  journal: Journal,
  kept: MutationResult | null,
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
    power: null,
    sources: Object.fromEntries(compiled.map(({ path, hash }) => [path, hash])),
    judges: present.judges,
    untyped: Object.fromEntries(
      // What is kept only counts them: none of them is in the journal of another checkout.
      compiled.map(({ path, hash, untyped }) => [
        path,
        Math.max(untyped, kept?.sources[path] === hash ? (kept.untyped[path] ?? 0) : 0),
      ]),
    ),
    mutants: compiled.flatMap(({ mutants }) => mutants),
  };
}

/** Keeps a result whose every mutant was tested and is somebody's. */
async function keep(
  result: MutationResult,
  kept: MutationResult | null,
  sources: readonly SourceFile[],
  areAll: boolean,
): Promise<boolean> {
  const isWhole = result.mutants.every(({ owners, status }) => owners.length > 0 && status !== "failed");
  if (!isWhole) {
    say("\nNot kept: some mutants were never tested, or are nobody's");
    return false;
  }
  const files = sources.map(({ path }) => path);
  await writeResult(KEPT_RESULT, areAll || kept === null ? result : renewed(kept, result, files));
  return true;
}

async function run(options: MutationOptions): Promise<number> {
  const kept = readResult(KEPT_RESULT);
  if (options.check && kept === null) {
    throw new UsageError(`"--check" expected a result in ${KEPT_RESULT}: --keep makes one`);
  }
  mkdirSync(FOLDER, { recursive: true });
  lock(join(FOLDER, "lock"));
  openWorkbench(resolve(FOLDER));
  // What is decided while modules load takes a new process for each mutant: half of its start is compiling.
  process.env["NODE_COMPILE_CACHE"] ??= resolve(FOLDER, "compiled");
  const sources = readSources();
  const lost = lostReferences(readOwners(), sources);
  if (lost.length > 0) {
    for (const sentence of lost) say(sentence);
    return 1;
  }
  const journal = openJournal(join(FOLDER, "journal.jsonl"));
  if (kept !== null) journal.seed(entriesOf(kept), kept.sources);
  const judges = hashJudges(Object.keys(lawClauses), UNIT_TESTS);
  const present: Present = {
    sources: new Map(sources.map(({ path, hash }) => [path, hash])),
    judges,
    suite: suiteOf(judges),
    isOwnKill: ownKills(sources),
    isKeptSurvivor: keptSurvivors(kept),
  };
  const selected = select(sources, options, () =>
    openFiles(currentEntries(journal.entries, present), present),
  );
  if (selected.length === 0) {
    say("Nothing to run: no mutated file has changed, and nothing that noticed its mutants");
    return 0;
  }
  if (options.fresh) for (const { path, hash } of selected) journal.forget(path, hash);
  const hasRun = await runOpen(selected, present, journal, options);
  let result = compile(selected, present, journal, kept);
  // What stands as it was kept belongs to the commit at which it was run.
  if (!hasRun && kept !== null) result = { ...result, commit: kept.commit, power: kept.power };
  if (options.power > 0) result = { ...result, power: await powerOf(result, selected, options) };
  if (result.power !== null) {
    const { tried, noticed } = result.power;
    say(`\nOf ${tried} mutants that no law noticed, the full preset notices ${noticed.length}`);
    for (const line of noticed) say(`  ${line}`);
  }
  const areAll = selected.length === sources.length;
  if (areAll) await writeResult(NEWEST, result);
  const status = tellResult(result, kept, { check: options.check, areAll });
  return options.keep && !(await keep(result, kept, sources, areAll)) ? 1 : status;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") say(USAGE);
  else process.exitCode = await run(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 64 : 70;
}
