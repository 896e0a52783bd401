import { laws } from "../../properties/index.ts";
import type { Law } from "../../properties/law.ts";
import { levelOf, runLaw } from "../../properties/run-law.ts";
import type { LawResult } from "../../properties/run-law.ts";
import type { Provenance } from "../base/provenance.ts";
import { randomStream } from "../base/random.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { createReference } from "../implementation/reference.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { DEFAULT_FALSE_ALARM_BUDGET } from "../statistics/budget.ts";
import type { Verdict } from "./claim.ts";
import { measureRound } from "./context.ts";
import type { AuditContext, AuditSettings, MeasuredRound } from "./context.ts";
import { presets } from "./presets.ts";
import type { PresetName } from "./presets.ts";
import { claimsWithoutEntry, register } from "./register.ts";
import type { Entry } from "./register.ts";
import type { AuditReport, ClaimResult, UpdatesOrigin } from "./report.ts";
import { summarizeRound } from "./summarize-round.ts";

/** What to audit, and how. */
export interface AuditRequest {
  readonly updates: UpdateRounds;
  readonly origin: UpdatesOrigin;
  readonly settings: AuditSettings;
  readonly preset: PresetName;
  /** The claims to decide: all of `register`, or some. */
  readonly claims: readonly Entry[];
  readonly made: Provenance;
  /** What the laws are run on: by default the reference, with the remainder policy of the settings. */
  readonly implementation?: Implementation;
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

function resultOf(
  { claim, decide }: Entry,
  context: AuditContext,
  lawResults: readonly LawResult[],
): ClaimResult {
  const { id, title, quote, source, statement, clauses } = claim;
  const decided = decide(context);
  const own = lawResults.filter((result) => result.clauses.some((clause) => clauses.includes(clause)));
  return {
    id,
    title,
    quote,
    source,
    statement,
    clauses,
    verdict: trusted(decided.verdict, own),
    evidence: decided.evidence,
    laws: own.map((result) => ({ law: result.law, verdict: result.verdict })),
  };
}

/** The laws behind the claims: every law for the whole register, else those of the claims' clauses. */
function lawsOf(claims: readonly Entry[]): readonly Law[] {
  if (register.every((entry) => claims.includes(entry))) return laws;
  const clauses = new Set(claims.flatMap(({ claim }) => claim.clauses));
  return laws.filter((law) => law.clauses.some((clause) => clauses.has(clause)));
}

function leftRounds(first: number, last: number): string {
  return first === last ? `round ${last} of the updates` : `rounds ${first} to ${last} of the updates`;
}

function untested(results: readonly LawResult[], request: AuditRequest): string[] {
  const others = register.filter((entry) => !request.claims.includes(entry));
  const without = claimsWithoutEntry();
  const { length: available } = request.updates;
  const used = Math.min(available, presets[request.preset].rounds);
  return [
    ...(others.length === 0
      ? []
      : [
          `claims that were not asked for: ${others.map(({ claim }) => claim.id).join(", ")}, and laws of theirs alone`,
        ]),
    ...(without.length === 0 ? [] : [`claims of the papers that have no entry yet: ${without.join(", ")}`]),
    ...(used === available ? [] : [leftRounds(used + 1, available)]),
    ...results.flatMap((result) =>
      result.verdict === "not applicable" || result.verdict === "inconclusive"
        ? [`law ${result.law} (${result.verdict}): ${result.reason}`]
        : [],
    ),
    "attackers: no client, server or eavesdropper misbehaves in these rounds",
    "hardware: states are simulated, with the stated noise after every CNOT and none elsewhere",
  ];
}

/**
 * Audits the reference on real model updates: runs rounds on them with noise and finite shots, runs every
 * law, and decides every claim from what was measured.
 *
 * @throws TypeError, RangeError for settings that the rounds refuse
 */
export async function runAudit(
  request: AuditRequest,
  report: (progress: AuditProgress) => void = () => undefined,
): Promise<AuditReport> {
  const { updates, settings, preset, made } = request;
  const effort = presets[preset];
  const rng = randomStream(made.seed);
  const rounds: MeasuredRound[] = await each(
    "rounds",
    updates.slice(0, effort.rounds),
    (_, index) => `round ${index + 1}`,
    (matrix, index) => measureRound(matrix, settings, rng.fork(`round/${index}`)),
    report,
  );
  const context: AuditContext = { settings, effort, rounds, rng: rng.fork("claims") };

  const subject = request.implementation ?? createReference({ remainder: settings.remainder });
  const options = {
    seed: `${made.seed}/laws`,
    runs: effort.lawRuns,
    level: levelOf(laws, DEFAULT_FALSE_ALARM_BUDGET),
  };
  const lawResults = await each(
    "laws",
    lawsOf(request.claims),
    ({ id }) => id,
    (law) => runLaw(law, subject, options),
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
    rounds: rounds.map((measured, index) => summarizeRound(measured, index, context)),
    lawBudget: DEFAULT_FALSE_ALARM_BUDGET,
    laws: lawResults,
    claims,
    notTested: untested(lawResults, request),
  };
}
