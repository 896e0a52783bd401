import type { LawRunner } from "./law-run.ts";
import { activate, allowPassages } from "./mutant-switch.ts";
import { inTestOrder, isOwn, isStillWanted } from "./own-tests.ts";
import { fileOf } from "./unit-tests.ts";
import type { UnitTests } from "./unit-tests.ts";
import type { Baseline, LawPreset, WorkOrder } from "./workbench.ts";

/** What a process judges mutants with. */
export interface Workshop {
  readonly order: WorkOrder;
  readonly laws: LawRunner;
  /** Null: laws alone. */
  readonly tests: UnitTests | null;
}

/** A mutant. */
export interface Suspect {
  /** Stryker's number. */
  readonly id: string;
  readonly owners: readonly string[];
  /** Whether a law or test reaches it. */
  readonly isReached: (judge: string) => boolean;
  /** It is in effect while modules load, and takes a process of its own. */
  readonly whileLoading: boolean;
}

/** What came of it. */
export interface Judgement {
  /** Laws and tests that noticed. */
  readonly killedBy: readonly string[];
  /** Those that it sent round for ever. */
  readonly endless: readonly string[];
  readonly runs: number;
}

/** After so many laws or tests that it sends round for ever, the least of them first, the next would be endless, too. */
const ENDLESS_LAWS = 3;
const ENDLESS_TESTS = 10;

/** In the place of a test's title: what a mutant sends round for ever is the file of tests itself. */
const WHILE_IT_LOADS = "(loading)";

/** What a law passes with more cases, among the passages of a baseline. */
export function withMore(law: string): string {
  return `${law}, more`;
}

/** Loading all code, and files of tests, passes fewer places. */
export const WHILE_LOADING = 20_000_000;

/**
 * Switches a mutant on, and runs laws and then unit tests against it, all in this very process.
 *
 * Every law that reaches it meets it in few cases, so that all that notice are known. Where no law of an owner does, its laws
 * try more cases, and then its unit tests; only where nothing has noticed yet do the other laws and tests try more. A mutant
 * that takes a new process is met by few cases of the owners' laws and by their tests, and by others until one notices.
 *
 * @param noticed hears of each at once: what comes next may never end
 */
export async function judgeMutant(
  { order, laws, tests }: Workshop,
  baseline: Baseline,
  { id, owners, isReached, whileLoading }: Suspect,
  noticed: (judge: string) => void,
): Promise<Judgement> {
  const { lawClauses } = order;
  const killedBy: string[] = [];
  const endless: string[] = [];
  let runs = 0;

  const judge = async (
    name: string,
    usual: number | undefined,
    run: () => Promise<{ readonly endless: boolean; readonly hasNoticed: boolean }>,
  ): Promise<void> => {
    allowPassages(usual);
    const result = await run();
    runs++;
    if (result.endless) {
      endless.push(name);
    } else if (result.hasNoticed) {
      killedBy.push(name);
      noticed(name);
    }
  };
  const isHopeless = (ofTests: boolean): boolean =>
    endless.filter((name) => name.includes("#") === ofTests).length >=
    (ofTests ? ENDLESS_TESTS : ENDLESS_LAWS);
  const tryLaws = async (names: readonly string[], preset: LawPreset, isWanted: () => boolean) => {
    for (const name of names) {
      if (isHopeless(false) || !isWanted()) return;
      if (killedBy.includes(name) || endless.includes(name)) continue;
      const usual = baseline.passages[preset === order.preset ? name : withMore(name)];
      await judge(name, usual, async () => {
        const { verdict, endless } = await laws.run(name, preset);
        return { endless, hasNoticed: verdict !== baseline.verdicts[name] };
      });
    }
  };
  const tryTests = async (names: readonly string[]): Promise<void> => {
    for (const name of names) {
      if (isHopeless(true)) return;
      if (endless.includes(`${fileOf(name)}#${WHILE_IT_LOADS}`)) continue;
      if (!isStillWanted(name, owners, killedBy, lawClauses)) continue;
      await judge(name, baseline.passages[name], async () => {
        const { failed, endless } = await tests!.run(name);
        return { endless, hasNoticed: failed };
      });
    }
  };
  const isOwned = (name: string): boolean => isOwn(name, owners, lawClauses);
  const isUnnoticed = (): boolean => killedBy.length === 0;
  const isUnnoticedByOwn = (): boolean => !killedBy.some((name) => isOwned(name));

  activate(Number(id));
  const work = (name: string): number => baseline.passages[name] ?? 0;
  const reached = laws.laws.filter((name) => isReached(name)).toSorted((a, b) => work(a) - work(b));
  const own = reached.filter((name) => isOwned(name));
  const others = reached.filter((name) => !isOwned(name));
  await tryLaws(own, order.preset, () => true);
  const tryMore = async (names: readonly string[], isWanted: () => boolean): Promise<void> => {
    if (order.more !== null) await tryLaws(names, order.more, isWanted);
  };
  if (!whileLoading) {
    await tryLaws(others, order.preset, () => true);
    await tryMore(own, isUnnoticedByOwn);
  }

  const wanted = inTestOrder(
    tests?.ids.filter((name) => isReached(name) && isStillWanted(name, owners, killedBy, lawClauses)) ?? [],
    owners,
    baseline.passages,
  );
  const prepared = new Set(
    wanted.map((name) => fileOf(name)).filter((file) => baseline.loading[file]?.includes(id)),
  );
  const reloaded = async (file: string): Promise<boolean> => {
    allowPassages(WHILE_LOADING);
    return (await tests?.reload(file)) ?? false;
  };
  for (const file of prepared) if (await reloaded(file)) endless.push(`${file}#${WHILE_IT_LOADS}`);
  await tryTests(wanted.filter((name) => isOwned(name)));
  if (whileLoading) {
    await tryMore(own, isUnnoticed);
    await tryLaws(others, order.preset, isUnnoticed);
  }
  await tryMore(others, isUnnoticed);
  await tryTests(wanted.filter((name) => !isOwned(name)));
  activate(-1);
  // The next mutant shall meet tests that no mutant has prepared.
  for (const file of prepared) await reloaded(file);
  return { killedBy, endless, runs };
}
