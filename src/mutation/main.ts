import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { lostReferences } from "../strength/regions.ts";
import { renewed } from "../strength/result.ts";
import type { MutationResult } from "../strength/result.ts";
import { compileFile } from "./compile.ts";
import { commitOf, git } from "./git.ts";
import { hashJudges } from "./judges.ts";
import { openJournal } from "./journal.ts";
import type { Journal } from "./journal.ts";
import { KEPT_RESULT, readResult, writeResult } from "./kept.ts";
import { currentEntries, entriesOf } from "./known.ts";
import type { Present } from "./known.ts";
import { lawClauses } from "./law-clauses.ts";
import { readOptions, USAGE } from "./options.ts";
import type { MutationOptions } from "./options.ts";
import { readOwners } from "./owners.ts";
import { powerOf, PRESET, runOpen, UNIT_TESTS } from "./run-open.ts";
import { say } from "./say.ts";
import { readSources } from "./sources.ts";
import type { SourceFile } from "./sources.ts";
import { tellResult } from "./tell-result.ts";
import { openWorkbench } from "./workbench.ts";

const FOLDER = "reports/out/mutation";
const NEWEST = join(FOLDER, "mutation.json");

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

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") {
    say(USAGE);
    return 0;
  }
  mkdirSync(FOLDER, { recursive: true });
  openWorkbench(resolve(FOLDER));
  // What is decided while modules load takes a new process for each mutant: half of its start is compiling.
  process.env["NODE_COMPILE_CACHE"] ??= resolve(FOLDER, "compiled");
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
  const status = tellResult(result, kept, options);
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
