import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";

/** What instrumented code and whoever runs it share. */
export interface MutantSwitch {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?:
    { static: Record<string, number>; perTest: Record<string, Record<string, number>> } | undefined;
}

/** The place where instrumented code looks which mutant is on. */
export function mutantSwitch(): MutantSwitch {
  const scope = globalThis as unknown as Record<string, MutantSwitch | undefined>;
  return (scope[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
}
