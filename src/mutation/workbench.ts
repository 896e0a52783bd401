import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OwnedStretch } from "../strength/regions.ts";

/** How many cases and how large samples the laws get. */
export interface LawPreset {
  /** Cases of each deterministic law. Cases of fewer are the first of those of more. */
  readonly runs: number;
  /** A statistical law's sample, as a multiple of its own. */
  readonly samples: number;
}

/** What one run of mutants shares with the processes that do it. */
export interface WorkOrder {
  readonly preset: LawPreset;
  /** Where no law of an owner has noticed a mutant, laws try this as well; null: nothing more. */
  readonly more: LawPreset | null;
  /** Patterns of their files; null: laws alone, no unit test. */
  readonly unitTests: readonly string[] | null;
  /** Clauses of each law. */
  readonly lawClauses: Readonly<Record<string, readonly string[]>>;
  /** By file, relative to the project: who answers for what. */
  readonly owned: Readonly<Record<string, readonly OwnedStretch[]>>;
  /** By file: where each line begins. */
  readonly lineStarts: Readonly<Record<string, readonly number[]>>;
  /** Keys of mutants that need no run, because it is known how they fare. */
  readonly settled: readonly string[];
}

/** What the laws and tests do while nothing is broken. */
export interface Baseline {
  /** By law: its verdict. */
  readonly verdicts: Readonly<Record<string, string>>;
  /** By law, by law with more cases and by unit test: how often it passes places of mutants, which is about how much it computes. */
  readonly passages: Readonly<Record<string, number>>;
  /** By file of tests: the mutants whose places are passed while it loads. */
  readonly loading: Readonly<Record<string, readonly string[]>>;
}

const VARIABLE = "CQSA_MUTATION_FOLDER";

/** Names the folder in which driver and workers meet, for this process and those that it starts. */
export function openWorkbench(folder: string): void {
  process.env[VARIABLE] = folder;
}

function fileOf(name: string): string {
  const folder = process.env[VARIABLE];
  if (folder === undefined) throw new Error(`${VARIABLE} is not set: mutants are run by npm run mutation`);
  return join(folder, name);
}

export function writeOrder(order: WorkOrder): void {
  writeFileSync(fileOf("order.json"), JSON.stringify(order));
}

export function readOrder(): WorkOrder {
  return JSON.parse(readFileSync(fileOf("order.json"), "utf8")) as WorkOrder;
}

export function writeBaseline(baseline: Baseline): void {
  writeFileSync(fileOf("baseline.json"), JSON.stringify(baseline));
}

export function readBaseline(): Baseline {
  return JSON.parse(readFileSync(fileOf("baseline.json"), "utf8")) as Baseline;
}

/** Says at once which law or test noticed a mutant, since one after it may never end. */
export function notePartialKill(mutant: string, killer: string): void {
  appendFileSync(fileOf("partial.txt"), `${mutant}\t${killer}\n`);
}

/** The laws and tests that noticed a mutant before its process was stopped. */
export function partialKills(mutant: string): string[] {
  if (!existsSync(fileOf("partial.txt"))) return [];
  const lines = readFileSync(fileOf("partial.txt"), "utf8").split("\n");
  return lines.flatMap((line) => {
    const [id, killer] = line.split("\t");
    return id === mutant && killer !== undefined ? [killer] : [];
  });
}

export function clearPartialKills(): void {
  writeFileSync(fileOf("partial.txt"), "");
}
