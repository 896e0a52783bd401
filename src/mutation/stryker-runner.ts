import { declareFactoryPlugin, PluginKind, tokens, commonTokens } from "@stryker-mutator/api/plugin";
import type { Injector, PluginContext } from "@stryker-mutator/api/plugin";
import { DryRunStatus, MutantRunStatus, TestStatus } from "@stryker-mutator/api/test-runner";
import type {
  CompleteDryRunResult,
  DryRunOptions,
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
} from "@stryker-mutator/api/test-runner";
import { strykerPlugins as vitestPlugins } from "@stryker-mutator/vitest-runner";
import { relative } from "node:path";
import { loadLaws, mutantSwitch } from "./law-run.ts";
import type { LawRun, LawRunner } from "./law-run.ts";
import { ownersAt } from "../strength/regions.ts";
import { testsToRun } from "./own-tests.ts";
import { notePartialKill, readBaseline, readOrder, writeBaseline } from "./workbench.ts";
import type { Baseline, WorkOrder } from "./workbench.ts";

/** A broken place that a law passes so many times as often as it does unbroken, and this often at least, is in an endless loop. */
const ENDLESS = 20;
const LEAST_LIMIT = 2000;

/** Unit tests of the folder that a file is in: for what is decided while modules load, nothing says which tests it reaches. */
function testsOfFolder(file: string, tests: readonly string[]): string[] {
  const folder = file.split("/").slice(0, 2).join("/");
  return tests.filter((test) => test.startsWith(`${folder}/`));
}

function asResult(run: LawRun): TestResult {
  return { id: run.law, name: run.law, timeSpentMs: run.milliseconds, status: TestStatus.Success };
}

/** How often the law that passes a place most does so, by mutant. */
function mostHitsOf(
  perTest: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Record<string, number> {
  const most: Record<string, number> = {};
  for (const hits of Object.values(perTest)) {
    for (const [mutant, count] of Object.entries(hits)) most[mutant] = Math.max(most[mutant] ?? 0, count);
  }
  return most;
}

/**
 * Runs mutants against the laws in this very process, where only those that reach the mutant cost anything, then against
 * the unit tests that still matter, by Vitest. Every law runs, so that all that notice a mutant are known.
 */
function createRunner(injector: Injector<PluginContext>): TestRunner {
  let order: WorkOrder | undefined;
  let baseline: Baseline | undefined;
  let laws: LawRunner | undefined;
  let vitest: TestRunner | undefined;

  async function withVitest(): Promise<TestRunner> {
    if (vitest === undefined) {
      const [plugin] = vitestPlugins;
      vitest = injector.injectFunction(plugin!.factory);
      await vitest.init?.();
    }
    return vitest;
  }

  function placeOf(
    { activeMutant, sandboxFileName }: MutantRunOptions,
    { owned, lineStarts }: WorkOrder,
  ): { readonly file: string; readonly owners: readonly string[] } {
    const file = relative(process.cwd(), sandboxFileName);
    const starts = lineStarts[file] ?? [];
    const { start, end } = activeMutant.location;
    const offset = (at: { line: number; column: number }) => (starts[at.line] ?? 0) + at.column;
    return { file, owners: ownersAt(owned[file] ?? [], offset(start), offset(end)) };
  }

  async function dryRun(options: DryRunOptions): Promise<DryRunResult> {
    order = readOrder();
    laws = await loadLaws();
    const runs: LawRun[] = [];
    for (const law of laws.laws) runs.push(await laws.run(law, order.preset));
    const coverage = mutantSwitch().mutantCoverage ?? { static: {}, perTest: {} };
    const merged = { static: { ...coverage.static }, perTest: { ...coverage.perTest } };
    let tests: readonly TestResult[] = [];
    if (order.unitTests) {
      const result = await (await withVitest()).dryRun(options);
      if (result.status !== DryRunStatus.Complete) return result;
      ({ tests } = result);
      Object.assign(merged.perTest, result.mutantCoverage?.perTest);
      for (const [id, hits] of Object.entries(result.mutantCoverage?.static ?? {})) {
        merged.static[id] = (merged.static[id] ?? 0) + hits;
      }
    }
    writeBaseline({
      verdicts: Object.fromEntries(runs.map(({ law, verdict }) => [law, verdict])),
      tests: tests.map(({ id }) => id),
      mostHits: mostHitsOf(coverage.perTest),
    });
    const complete: CompleteDryRunResult = {
      status: DryRunStatus.Complete,
      tests: [...runs.map(asResult), ...tests],
      mutantCoverage: merged,
    };
    return complete;
  }

  async function runLaws(
    options: MutantRunOptions,
    filter: ReadonlySet<string> | undefined,
  ): Promise<LawRun[]> {
    const shared = mutantSwitch();
    const usual = baseline!.mostHits[options.activeMutant.id] ?? 0;
    shared.hitLimit = Math.max(LEAST_LIMIT, ENDLESS * usual);
    shared.hitCount = 0;
    if (options.mutantActivation === "static") shared.activeMutant = options.activeMutant.id;
    laws ??= await loadLaws();
    shared.activeMutant = options.activeMutant.id;
    const runs: LawRun[] = [];
    for (const law of laws.laws) {
      if (filter !== undefined && !filter.has(law)) continue;
      const run = await laws.run(law, order!.preset);
      runs.push(run);
      if (!run.endless && run.verdict !== baseline!.verdicts[law]) {
        notePartialKill(options.activeMutant.id, law);
      }
    }
    shared.activeMutant = undefined;
    return runs;
  }

  async function mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    order ??= readOrder();
    baseline ??= readBaseline();
    const filter = options.testFilter && new Set(options.testFilter);
    const runs = await runLaws(options, filter);
    const fallen = runs.filter(
      ({ law, verdict, endless }) => !endless && verdict !== baseline!.verdicts[law],
    );
    const killedBy = fallen.map(({ law }) => law);
    let nrOfTests = runs.length;
    let timeout = runs.some(({ endless }) => endless) ? "endless loop in a law" : undefined;
    if (order.unitTests) {
      const { file, owners } = placeOf(options, order);
      const known = new Set(baseline.tests);
      const reaching = filter
        ? [...filter].filter((id) => known.has(id))
        : testsOfFolder(file, baseline.tests);
      const wanted = testsToRun(owners, killedBy, order.lawClauses, reaching);
      if (wanted.length > 0) {
        const runner = await withVitest();
        const result = await runner.mutantRun({ ...options, testFilter: wanted });
        if (result.status === MutantRunStatus.Error && killedBy.length === 0) return result;
        if (result.status === MutantRunStatus.Killed) killedBy.push(...result.killedBy);
        if (result.status === MutantRunStatus.Timeout) timeout ??= "endless loop in a unit test";
        if ("nrOfTests" in result) nrOfTests += result.nrOfTests;
      }
    }
    if (killedBy.length > 0) {
      const how = fallen.map(({ law, verdict }) => `${law}: ${verdict}`)[0] ?? killedBy[0]!;
      return { status: MutantRunStatus.Killed, killedBy, nrOfTests, failureMessage: how };
    }
    if (timeout !== undefined) return { status: MutantRunStatus.Timeout, reason: timeout };
    return { status: MutantRunStatus.Survived, nrOfTests };
  }

  return {
    // Modules are loaded once: what runs while they load takes a new process.
    capabilities: () => ({ reloadEnvironment: false }),
    dryRun,
    mutantRun,
    dispose: async () => {
      await vitest?.dispose?.();
    },
  };
}
createRunner.inject = tokens(commonTokens.injector);

export const strykerPlugins: readonly unknown[] = [
  declareFactoryPlugin(PluginKind.TestRunner, "laws-and-tests", createRunner),
];
