import { laws } from "../../properties/index.ts";
import type { Law } from "../../properties/law.ts";
import { levelOf, runLaw } from "../../properties/run-law.ts";
import type { LawResult } from "../../properties/run-law.ts";
import type { Provenance } from "../base/provenance.ts";
import { randomStream } from "../base/random.ts";
import { overStream } from "../implementation/over-stream.ts";
import { createReference } from "../implementation/reference.ts";
import type { DataSet } from "../learning/data-set.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { DEFAULT_FALSE_ALARM_BUDGET } from "../statistics/budget.ts";
import type { Verdict } from "./claim.ts";
import { shortIds } from "./claim-ids.ts";
import { measureRound } from "./context.ts";
import type { AuditContext, AuditSettings, MeasuredRound } from "./context.ts";
import { presets } from "./presets.ts";
import type { PresetName } from "./presets.ts";
import { spreadRounds } from "./spread-rounds.ts";
import { register } from "./register.ts";
import type { Entry } from "./register.ts";
import type { AuditReport, ClaimResult, UpdatesOrigin } from "./report.ts";
import { summarizeRound } from "./summarize-round.ts";

/** What to audit, and how. */
export interface AuditRequest {
  readonly updates: UpdateRounds;
  readonly origin: UpdatesOrigin;
  /** What the updates were trained on, if that is somebody's data set. */
  readonly data?: DataSet | undefined;
  readonly settings: AuditSettings;
  readonly preset: PresetName;
  /** The claims to decide: all of `register`, or some. */
  readonly claims: readonly Entry[];
  readonly made: Provenance;
}

/** How far an audit is. */
export interface AuditProgress {
  readonly stage: "rounds" | "laws" | "claims";
  readonly done: number;
  readonly total: number;
  /** What was just finished. */
  readonly item: string;
}

/** Runs `work` on each item in turn, giving the terminal and signals a chance between them. */
async function each<Item, Result>(
  stage: AuditProgress["stage"],
  items: readonly Item[],
  nameOf: (item: Item, index: number) => string,
  work: (item: Item, index: number) => Result | Promise<Result>,
  report: (progress: AuditProgress) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    results.push(await work(item, index));
    report({ stage, done: index + 1, total: items.length, item: nameOf(item, index) });
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  return results;
}

/** Evidence from something that breaks its own clauses decides nothing. */
function trusted(verdict: Verdict, own: readonly LawResult[]): Verdict {
  const violated = own.flatMap((result) => (result.verdict === "violated" ? [result.law] : []));
  if (violated.length === 0) return verdict;
  return { verdict: "undecided", reason: `rests on laws that are violated here: ${violated.join(", ")}` };
}

function resultOf(entry: Entry, context: AuditContext, lawResults: readonly LawResult[]): ClaimResult {
  const { id, title, quote, source, statement, clauses } = entry.claim;
  const own = lawResults.filter((result) => result.clauses.some((clause) => clauses.includes(clause)));
  const text = { id, title, quote, source, statement, clauses };
  const laws = own.map(({ law, verdict }) => ({ law, verdict }));
  const { verdict, evidence } = entry.decide(context);
  return { ...text, verdict: trusted(verdict, own), evidence, laws };
}

/** The laws behind the claims: every law for the whole register, else those of the claims' clauses. */
function lawsOf(claims: readonly Entry[]): readonly Law[] {
  if (register.every((entry) => claims.includes(entry))) return laws;
  const clauses = new Set(claims.flatMap(({ claim }) => claim.clauses));
  return laws.filter((law) => law.clauses.some((clause) => clauses.has(clause)));
}

/** The rounds between the measured ones, counted from 1; undefined where none was left out. */
function leftRounds(available: number, measured: readonly number[]): string | undefined {
  const gaps = measured.flatMap((index, i) => {
    const [first, last] = [index + 2, measured[i + 1] ?? available];
    if (first > last) return [];
    return first === last ? [String(first)] : [`${first} to ${last}`];
  });
  const plural = available - measured.length > 1 ? "s" : "";
  return gaps.length === 0 ? undefined : `round${plural} ${gaps.join(", ")} of the updates`;
}

/** The laws without a result, those with one reason together. */
function undecidedLaws(results: readonly LawResult[]): string[] {
  const groups = new Map<string, string[]>();
  for (const result of results) {
    if (result.verdict !== "not applicable" && result.verdict !== "inconclusive") continue;
    const why = `(${result.verdict}): ${result.reason}`;
    groups.set(why, [...(groups.get(why) ?? []), result.law]);
  }
  return [...groups].map(([why, ids]) => `law${ids.length > 1 ? "s" : ""} ${ids.join(", ")} ${why}`);
}

function untested(
  results: readonly LawResult[],
  request: AuditRequest,
  measured: readonly number[],
): string[] {
  const others = register.filter((entry) => !request.claims.includes(entry));
  const left = leftRounds(request.updates.length, measured);
  return [
    ...(others.length === 0
      ? []
      : [
          `claims that were not asked for: ${shortIds(others.map(({ claim }) => claim.id))}, and laws of theirs alone`,
        ]),
    ...(left === undefined ? [] : [left]),
    ...undecidedLaws(results),
    "attackers in the rounds above: clients, servers and eavesdroppers act where claims about them are measured",
    "hardware: states are simulated, with the stated noise after every CNOT and none elsewhere",
  ];
}

/**
 * Audits the reference on real model updates: runs rounds on them with noise and finite shots, of a training
 * the first, the last and some between; runs every law; and decides every claim from what was measured.
 *
 * @throws TypeError, RangeError for settings that the rounds refuse
 */
export async function runAudit(
  request: AuditRequest,
  report: (progress: AuditProgress) => void = () => undefined,
): Promise<AuditReport> {
  const { updates, data, settings, preset, made } = request;
  const effort = presets[preset];
  const rng = randomStream(made.seed);
  const chosen = spreadRounds(updates.length, effort.rounds);
  const rounds: MeasuredRound[] = await each(
    "rounds",
    chosen,
    (index) => `round ${index + 1}`,
    (index) => measureRound(updates[index]!, settings, rng.fork(`round/${index}`)),
    report,
  );
  const context: AuditContext = { settings, effort, rounds, rng: rng.fork("claims"), data };

  // Behind a stream in memory: what the reference makes of lines is under test as well.
  const reference = overStream(createReference({ remainder: settings.remainder }));
  const options = {
    seed: `${made.seed}/laws`,
    runs: effort.lawRuns,
    level: levelOf(laws, DEFAULT_FALSE_ALARM_BUDGET),
  };
  const lawResults = await each(
    "laws",
    lawsOf(request.claims),
    ({ id }) => id,
    (law) => runLaw(law, reference, options),
    report,
  );
  const claims = await each(
    "claims",
    request.claims,
    ({ claim }) => claim.id,
    (entry) => resultOf(entry, context, lawResults),
    report,
  );
  return {
    kind: "cqsa-audit",
    format: 1,
    made,
    preset,
    settings,
    updates: request.origin,
    rounds: rounds.map((measured, i) => summarizeRound(measured, chosen[i]!, context)),
    lawBudget: DEFAULT_FALSE_ALARM_BUDGET,
    laws: lawResults,
    claims,
    notTested: untested(lawResults, request, chosen),
  };
}
