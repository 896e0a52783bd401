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
import { judgeMutant, WHILE_LOADING, withMore } from "./judge-mutant.ts";
import type { Workshop } from "./judge-mutant.ts";
import { loadLaws } from "./law-run.ts";
import { lightenInstruments } from "./light-instruments.ts";
import {
  activate,
  allowPassages,
  countNoMore,
  countPlaces,
  mutantSwitch,
  passagesSince,
  wasEndless,
} from "./mutant-switch.ts";
import { fileOf, loadingOf, loadUnitTests } from "./unit-tests.ts";
import { notePartialKill, readBaseline, readOrder, writeBaseline } from "./workbench.ts";
import type { Baseline, WorkOrder } from "./workbench.ts";

let workshop: Workshop | undefined;
let baseline: Baseline | undefined;

/** Loads all that judges mutants; a mutant that is on now is in effect while modules load. */
async function openWorkshop(sound?: Baseline): Promise<Workshop> {
  if (workshop === undefined) {
    mutantSwitch();
    lightenInstruments();
    const order = readOrder();
    const laws = await loadLaws();
    const expected = sound && Object.keys(sound.passages);
    const tests = order.unitTests === null ? null : await loadUnitTests(order.unitTests, expected);
    workshop = { order, laws, tests };
  }
  return workshop;
}

async function dryRun(): Promise<DryRunResult> {
  const { coverage } = countPlaces();
  const { order, laws, tests } = await openWorkshop();
  const results: TestResult[] = [];
  const add = (id: string, timeSpentMs: number): void => {
    results.push({ id, name: id, timeSpentMs, status: TestStatus.Success });
  };
  const verdicts: Record<string, string> = {};
  const passages: Record<string, number> = {};
  for (const law of laws.laws) {
    allowPassages();
    const { verdict, milliseconds } = await laws.run(law, order.preset);
    verdicts[law] = verdict;
    add(law, milliseconds);
    passages[law] = passagesSince();
    if (order.more === null) continue;
    // What only more cases reach belongs to what the law reaches.
    allowPassages();
    const more = await laws.run(law, order.more);
    passages[withMore(law)] = passagesSince();
    if (more.verdict !== verdict) {
      return {
        status: DryRunStatus.Error,
        errorMessage: `${law}: ${verdict}, with more of them ${more.verdict}`,
      };
    }
  }
  for (const test of tests?.ids ?? []) {
    allowPassages();
    const { failed, milliseconds } = await tests!.run(test);
    passages[test] = passagesSince();
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
  writeBaseline({ verdicts, passages, loading });
  return { status: DryRunStatus.Complete, tests: results, mutantCoverage: coverage };
}

/** Who answers for the place of a mutant. */
function ownersOf({ activeMutant, sandboxFileName }: MutantRunOptions, order: WorkOrder): readonly string[] {
  const file = relative(process.cwd(), sandboxFileName);
  const starts = order.lineStarts[file] ?? [];
  const { start, end } = activeMutant.location;
  const offset = (at: { line: number; column: number }): number => (starts[at.line] ?? 0) + at.column;
  return ownersAt(order.owned[file] ?? [], offset(start), offset(end));
}

/** Unit tests of the folder that a file is in. */
function isOfFolder(test: string, file: string): boolean {
  return test.startsWith(`${file.split("/").slice(0, 2).join("/")}/`);
}

function isWorkshop(opened: unknown): opened is Workshop {
  return typeof opened === "object" && opened !== null && "laws" in opened;
}

/** Code with which the laws do not even load is noticed by those of its owners, or any where they have none. */
function notLoaded(options: MutantRunOptions, error: unknown): MutantRunResult {
  const order = readOrder();
  const { lawClauses } = order;
  const owners = ownersOf(options, order);
  const laws = Object.keys(lawClauses);
  const own = laws.filter((law) => lawClauses[law]?.some((clause) => owners.includes(clause)));
  const killedBy = own.length > 0 ? own : laws.slice(0, 1);
  return { status: MutantRunStatus.Killed, killedBy, nrOfTests: 0, failureMessage: String(error) };
}

/** Nothing says which laws and tests reach what is decided while modules load. */
async function mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
  const { id } = options.activeMutant;
  baseline ??= readBaseline();
  const whileLoading = options.mutantActivation === "static";
  if (whileLoading) activate(Number(id));
  allowPassages(WHILE_LOADING);
  const opened = await openWorkshop(baseline).catch((error: unknown) => error);
  if (wasEndless()) return { status: MutantRunStatus.Timeout, reason: "endless loop while modules load" };
  if (!isWorkshop(opened)) return whileLoading ? notLoaded(options, opened) : Promise.reject(opened);
  const filter = options.testFilter && new Set(options.testFilter);
  const file = relative(process.cwd(), options.sandboxFileName);
  const { killedBy, endless, runs } = await judgeMutant(
    opened,
    baseline,
    {
      id,
      owners: ownersOf(options, opened.order),
      isReached: (judge) => filter?.has(judge) ?? (!judge.includes("#") || isOfFolder(judge, file)),
      whileLoading,
    },
    (judge) => {
      notePartialKill(id, judge);
    },
  );
  if (killedBy.length > 0) {
    return {
      status: MutantRunStatus.Killed,
      killedBy: [...killedBy],
      nrOfTests: runs,
      failureMessage: killedBy[0]!,
    };
  }
  if (endless.length > 0) {
    return { status: MutantRunStatus.Timeout, reason: `endless loop in ${endless.join(", ")}` };
  }
  return { status: MutantRunStatus.Survived, nrOfTests: runs };
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
