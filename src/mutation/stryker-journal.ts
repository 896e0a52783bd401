import type { MutantResult } from "@stryker-mutator/api/core";
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import type { Reporter } from "@stryker-mutator/api/report";

/** Hears of every mutant as it is done. */
export interface JournalListener {
  /** How many there are, those that need no run among them. */
  readonly planned: (mutants: number) => void;
  readonly tested: (result: Readonly<MutantResult>) => void;
}

let listener: JournalListener | undefined;

/** From now on results go there. Stryker makes reporters itself, so that none can be handed to it. */
export function listenToMutants(to: JournalListener): void {
  listener = to;
}

const reporter: Reporter = {
  onMutationTestingPlanReady: ({ mutantPlans }) => {
    listener?.planned(mutantPlans.length);
  },
  onMutantTested: (result) => {
    listener?.tested(result);
  },
};

export const strykerPlugins: readonly unknown[] = [
  declareValuePlugin(PluginKind.Reporter, "journal", reporter),
];
