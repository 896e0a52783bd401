import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { DryRunStatus, MutantRunStatus, TestStatus } from "@stryker-mutator/api/test-runner";
import type {
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
} from "@stryker-mutator/api/test-runner";
import { relative } from "node:path";
import { ownersAt } from "../strength/regions.ts";
import { loadLaws } from "./law-run.ts";
import type { LawRunner } from "./law-run.ts";
import { lightenInstruments } from "./light-instruments.ts";
import { countNoMore, countPlaces, mutantSwitch } from "./mutant-switch.ts";
import { inOwnOrder, inTestOrder, isStillWanted } from "./own-tests.ts";
import { loadingOf, loadUnitTests } from "./unit-tests.ts";
import type { UnitTests } from "./unit-tests.ts";
import { notePartialKill, readBaseline, readOrder, writeBaseline } from "./workbench.ts";
import type { Baseline, LawPreset, WorkOrder } from "./workbench.ts";

/**
 * A place that is passed so many times as often as when nothing is broken, and this often at least, is in an endless loop;
 * what is passed often anyway needs a smaller factor, and would take minutes with the larger one.
 */
const ENDLESS = 20;
const OFTEN_ENDLESS = 2;
const OFTEN = 100_000;
const LEAST_LIMIT = 2000;

function limitOf(passages: number): number {
  return Math.max(LEAST_LIMIT, ENDLESS * Math.min(passages, OFTEN) + OFTEN_ENDLESS * passages);
}

/** What this process works with. */
interface Workshop {
  readonly order: WorkOrder;
  readonly laws: LawRunner;
  /** Null: laws alone. */
  readonly tests: UnitTests | null;
}

let workshop: Workshop | undefined;
let baseline: Baseline | undefined;

/** Loads all that judges mutants; a mutant that is on now is in effect while modules load. */
async function openWorkshop(): Promise<Workshop> {
  if (workshop === undefined) {
    mutantSwitch();
    lightenInstruments();
    const order = readOrder();
    const laws = await loadLaws();
    workshop = { order, laws, tests: order.unitTests === null ? null : await loadUnitTests(order.unitTests) };
  }
  return workshop;
}

/** How often the law or test that passes a place most does so, by mutant. */
function mostHitsOf(
  perTest: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Record<string, number> {
  const most: Record<string, number> = {};
  for (const hits of Object.values(perTest)) {
    for (const [mutant, count] of Object.entries(hits)) most[mutant] = Math.max(most[mutant] ?? 0, count);
  }
  return most;
}

async function dryRun(): Promise<DryRunResult> {
  const { coverage } = countPlaces();
  const { order, laws, tests } = await openWorkshop();
  const results: TestResult[] = [];
  const add = (id: string, timeSpentMs: number): void => {
    results.push({ id, name: id, timeSpentMs, status: TestStatus.Success });
  };
  const verdicts: Record<string, string> = {};
  for (const law of laws.laws) {
    const { verdict, milliseconds } = await laws.run(law, order.preset);
    verdicts[law] = verdict;
    add(law, milliseconds);
    if (order.more === null) continue;
    // What only more cases reach belongs to what the law reaches.
    const more = await laws.run(law, order.more);
    if (more.verdict !== verdict) {
      return {
        status: DryRunStatus.Error,
        errorMessage: `${law}: ${verdict}, with more of them ${more.verdict}`,
      };
    }
  }
  for (const test of tests?.ids ?? []) {
    const { failed, milliseconds } = await tests!.run(test);
    if (failed) return { status: DryRunStatus.Error, errorMessage: `fails while nothing is broken: ${test}` };
    add(test, milliseconds);
  }
  countNoMore();
  const { perTest } = coverage;
  const loading: Record<string, string[]> = {};
  for (const test of tests?.ids ?? []) {
    const file = fileOf(test);
    const hits = perTest[loadingOf(file)];
    if (hits === undefined) continue;
    loading[file] ??= Object.keys(hits);
    // What a file computes while it loads is in the hands of each of its tests.
    perTest[test] = { ...hits, ...perTest[test] };
  }
  for (const file of Object.keys(loading)) delete perTest[loadingOf(file)];
  const passages = Object.fromEntries(
    Object.entries(perTest).map(([test, hits]) => [test, Object.values(hits).reduce((a, b) => a + b, 0)]),
  );
  writeBaseline({ verdicts, passages, mostHits: mostHitsOf(perTest), loading });
  return { status: DryRunStatus.Complete, tests: results, mutantCoverage: coverage };
}

/** The place of a mutant, as offsets, and who owns it. */
function ownersOf({ activeMutant, sandboxFileName }: MutantRunOptions, order: WorkOrder): readonly string[] {
  const file = relative(process.cwd(), sandboxFileName);
  const starts = order.lineStarts[file] ?? [];
  const { start, end } = activeMutant.location;
  const offset = (at: { line: number; column: number }): number => (starts[at.line] ?? 0) + at.column;
  return ownersAt(order.owned[file] ?? [], offset(start), offset(end));
}

function fileOf(test: string): string {
  return test.split("#")[0]!;
}

/** Unit tests of the folder that a file is in. */
function testsOfFolder(file: string, tests: readonly string[]): string[] {
  const folder = file.split("/").slice(0, 2).join("/");
  return tests.filter((test) => test.startsWith(`${folder}/`));
}

function isWorkshop(opened: unknown): opened is Workshop {
  return typeof opened === "object" && opened !== null && "laws" in opened;
}

/** Code that does not even load is noticed by whoever loads it: the laws of its owners, or any where they have none. */
function notLoaded(options: MutantRunOptions, error: unknown): MutantRunResult {
  const order = readOrder();
  const { lawClauses } = order;
  const owners = ownersOf(options, order);
  const laws = Object.keys(lawClauses);
  const own = laws.filter((law) => lawClauses[law]?.some((clause) => owners.includes(clause)));
  const killedBy = own.length > 0 ? own : laws.slice(0, 1);
  return { status: MutantRunStatus.Killed, killedBy, nrOfTests: 0, failureMessage: String(error) };
}

/**
 * Runs a mutant against the laws that reach it and then the unit tests that still matter, all in this very process. Every
 * such law runs, so that all that notice a mutant are known. What is decided while modules load takes a new process, and
 * nothing says which laws and tests it reaches: then those of the owners come first, and the first that notices ends it.
 */
async function mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
  const shared = mutantSwitch();
  const { id } = options.activeMutant;
  baseline ??= readBaseline();
  shared.limit = limitOf(baseline.mostHits[id] ?? 0);
  shared.hits = 0;
  const whileLoading = options.mutantActivation === "static";
  if (whileLoading) shared.active = Number(id);
  const opened = await openWorkshop().catch((error: unknown) => error);
  if (!isWorkshop(opened)) return whileLoading ? notLoaded(options, opened) : Promise.reject(opened);
  const { order, laws, tests } = opened;
  shared.active = Number(id);
  const owners = ownersOf(options, order);
  const filter = options.testFilter && new Set(options.testFilter);
  const killedBy: string[] = [];
  let endless: string | undefined;
  let nrOfTests = 0;
  let stale: ReadonlySet<string> = new Set();
  const reached = inOwnOrder(laws.laws, owners, order.lawClauses).filter((law) => filter?.has(law) !== false);
  const tryLaws = async (some: readonly string[], preset: LawPreset): Promise<void> => {
    for (const law of some) {
      const run = await laws.run(law, preset);
      nrOfTests++;
      if (run.endless) endless ??= law;
      else if (run.verdict !== baseline!.verdicts[law]) {
        notePartialKill(id, law);
        killedBy.push(law);
        if (whileLoading) break;
      }
    }
  };
  await tryLaws(reached, order.preset);
  const isOwn = (law: string): boolean =>
    order.lawClauses[law]?.some((clause) => owners.includes(clause)) === true;
  if (order.more !== null && !killedBy.some(isOwn) && !(whileLoading && killedBy.length > 0)) {
    const known = new Set(killedBy);
    await tryLaws(
      reached.filter((law) => !known.has(law) && (known.size === 0 || isOwn(law))),
      order.more,
    );
  }
  if (tests !== null && !(whileLoading && killedBy.length > 0)) {
    const file = relative(process.cwd(), options.sandboxFileName);
    const reaching = filter ? tests.ids.filter((test) => filter.has(test)) : testsOfFolder(file, tests.ids);
    const isWanted = (test: string): boolean => isStillWanted(test, owners, killedBy, order.lawClauses);
    const wanted = inTestOrder(reaching.filter(isWanted), owners, baseline.passages);
    const reloaded = new Set(wanted.map(fileOf).filter((name) => baseline!.loading[name]?.includes(id)));
    shared.hits = 0;
    for (const name of reloaded) await tests.reload(name);
    stale = reloaded;
    for (const test of wanted) {
      if (!isWanted(test)) continue;
      const run = await tests.run(test);
      nrOfTests++;
      if (run.endless) endless ??= test;
      else if (run.failed) {
        notePartialKill(id, test);
        killedBy.push(test);
        if (whileLoading) break;
      }
    }
  }
  shared.active = -1;
  // The next mutant shall meet tests that no mutant has prepared.
  for (const name of stale) await tests?.reload(name);
  if (killedBy.length > 0) {
    return { status: MutantRunStatus.Killed, killedBy, nrOfTests, failureMessage: killedBy[0]! };
  }
  if (endless !== undefined) return { status: MutantRunStatus.Timeout, reason: `endless loop in ${endless}` };
  return { status: MutantRunStatus.Survived, nrOfTests };
}

const runner: TestRunner = {
  // Modules are loaded once.
  capabilities: () => ({ reloadEnvironment: false }),
  dryRun,
  mutantRun,
};

export const strykerPlugins: readonly unknown[] = [
  declareValuePlugin(PluginKind.TestRunner, "laws-and-tests", runner),
];
