import { Stryker } from "@stryker-mutator/core";
import type { MutantResult } from "@stryker-mutator/api/core";
import { relative } from "node:path";
import type { MutantStatus } from "../strength/mutant.ts";
import type { JournalEntry } from "./journal.ts";
import { SETTLED } from "./stryker-checker.ts";
import { listenToMutants } from "./stryker-journal.ts";
import { clearPartialKills, partialKills, writeOrder } from "./workbench.ts";
import type { WorkOrder } from "./workbench.ts";

/** What a mutant's own line in the journal says of the run that it was in. */
export type Outcome = Pick<
  JournalEntry,
  "file" | "location" | "mutatorName" | "replacement" | "status" | "killedBy" | "reason"
>;

const STATUSES: Readonly<Record<string, MutantStatus | "untyped">> = {
  Killed: "killed",
  Survived: "survived",
  Timeout: "timed out",
  NoCoverage: "uncovered",
  CompileError: "untyped",
  RuntimeError: "failed",
};

function outcomeOf(result: Readonly<MutantResult>): Outcome {
  const { location, mutatorName, replacement, statusReason = "" } = result;
  // A law that fell before the process hung has noticed the mutant all the same.
  const before = result.status === "Timeout" ? partialKills(result.id) : [];
  return {
    file: relative(process.cwd(), result.fileName),
    location,
    mutatorName,
    replacement,
    status: before.length > 0 ? "killed" : (STATUSES[result.status] ?? "failed"),
    killedBy: before.length > 0 ? before : (result.killedBy ?? []),
    reason: result.status === "Killed" ? "" : statusReason.split("\n")[0]!.slice(0, 200),
  };
}

/** For all laws and tests once, while every place that they pass is counted: some minutes, more on a busy machine. */
const DRY_RUN_MINUTES = 60;

/** Runs the mutants of some files and tells of each as it is done. What is settled is passed over in silence. */
export async function runStryker(
  files: readonly string[],
  order: WorkOrder,
  concurrency: number,
  tell: { readonly planned: (mutants: number) => void; readonly tested: (outcome: Outcome | null) => void },
): Promise<void> {
  writeOrder(order);
  clearPartialKills();
  listenToMutants({
    planned: tell.planned,
    tested: (result) => {
      tell.tested(result.statusReason === SETTLED ? null : outcomeOf(result));
    },
  });
  const plugins = ["runner", "checker", "journal"].map((name) => `./src/mutation/stryker-${name}.ts`);
  await new Stryker({
    mutate: [...files],
    testRunner: "laws-and-tests",
    plugins,
    checkers: ["settled-and-types"],
    reporters: ["journal"],
    incremental: false,
    disableBail: true,
    dryRunTimeoutMinutes: DRY_RUN_MINUTES,
    concurrency,
    logLevel: "warn" as never,
  }).runMutationTest();
}
