import type { Law } from "../../properties/law.ts";
import { whyNot } from "../../properties/run-law.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { isOperation } from "../implementation/vocabulary.ts";
import type { StoredFailure } from "./failure.ts";
import { belongsTo, declaredOf, operationsOf } from "./profiles.ts";
import type { Profile } from "./profiles.ts";
import { countLaws } from "./report.ts";
import type { LawEntry, ProfileStatement } from "./report.ts";

/** What a statement is made from. */
export interface Findings {
  /** Every law that there is, run or not. */
  readonly catalogue: readonly Law[];
  readonly implementation: Pick<Implementation, "capabilities" | "restart" | "callText">;
  readonly laws: readonly LawEntry[];
  readonly failures: readonly StoredFailure[];
}

/** A few names in full, more by their number. */
function named(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(", ")} and ${rest} more` : names.join(", ");
}

function lawsText(count: number): string {
  return count === 1 ? "1 law" : `${count} laws`;
}

/**
 * True for a failure that tells against the profile. A law about every operation may have failed at one of another
 * profile: then its last request shows which.
 */
function tellsAgainst({ operations }: Profile, law: Law, failure: StoredFailure): boolean {
  if (operationsOf(law).length > 0) return true;
  const operation = failure.calls.last.at(-1)?.operation ?? "";
  return !isOperation(operation) || operations.includes(operation);
}

type Judged = Pick<ProfileStatement, "verdict" | "because">;

interface Material {
  readonly profile: Profile;
  readonly declared: readonly string[];
  readonly missing: readonly string[];
  readonly tested: readonly string[];
  readonly violated: readonly string[];
  /** Laws that apply and came to no end, with those that were not asked for. */
  readonly open: readonly string[];
  readonly unasked: number;
  readonly passed: number;
}

function judge({ profile, declared, missing, tested, violated, open, unasked, passed }: Material): Judged {
  if (declared.length === 0) {
    return { verdict: "not tested", because: `not declared: ${profile.operations.join(", ")}` };
  }
  if (violated.length > 0) {
    return {
      verdict: "does not conform",
      because: `${lawsText(violated.length)} violated: ${named(violated)}`,
    };
  }
  const reasons = [
    ...(open.length > 0 ? [`${lawsText(open.length)} without a result: ${named(open)}`] : []),
    ...(unasked > 0 ? [`${lawsText(unasked)} not asked for in this run`] : []),
  ];
  if (passed === 0) {
    return { verdict: "not tested", because: reasons.join("; ") || "no law applies to what is declared" };
  }
  if (reasons.length > 0) return { verdict: "undecided", because: reasons.join("; ") };
  const untested = declared.filter((name) => !tested.includes(name));
  const gaps = [
    ...(missing.length > 0 ? [`not declared: ${missing.join(", ")}`] : []),
    ...(untested.length > 0 ? [`declared, but no law could test it: ${untested.join(", ")}`] : []),
  ];
  return gaps.length > 0
    ? { verdict: "conforms in part", because: `${lawsText(passed)} passed; ${gaps.join("; ")}` }
    : { verdict: "conforms", because: `${lawsText(passed)} passed, all that apply` };
}

/** Whether an implementation conforms to a profile, as far as the findings tell. */
export function profileStatement(profile: Profile, findings: Findings): ProfileStatement {
  const { catalogue, implementation, laws, failures } = findings;
  const own = catalogue.filter((law) => belongsTo(law, profile));
  const entries = new Map(laws.map((entry) => [entry.law, entry]));
  const found = own.flatMap((law) => entries.get(law.id) ?? []);
  const failureOf = new Map(failures.map((failure) => [failure.law, failure]));
  const violated = own.filter((law) => {
    const failure = failureOf.get(law.id);
    return failure !== undefined && tellsAgainst(profile, law, failure);
  });
  const passed = own.filter((law) => entries.get(law.id)?.verdict === "pass");
  const operations = declaredOf(profile, implementation.capabilities);
  const tested = operations.filter((name) => passed.some((law) => operationsOf(law).includes(name)));
  const missing = profile.operations.filter((name) => !operations.includes(name));
  const open = found.filter(({ verdict }) => verdict === "inconclusive" || verdict === "not run");
  const unasked = own.filter((law) => !entries.has(law.id) && whyNot(law, implementation) === undefined);
  return {
    profile: profile.name,
    title: profile.title,
    ...judge({
      profile,
      declared: operations,
      missing,
      tested,
      violated: violated.map(({ id }) => id),
      open: open.map(({ law }) => law),
      unasked: unasked.length,
      passed: passed.length,
    }),
    tested,
    missing,
    violated: violated.map(({ id }) => id),
    laws: countLaws(found),
  };
}
