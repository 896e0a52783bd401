import type { Verdict } from "../audit/claim.ts";
import type { LawResult } from "../../properties/run-law.ts";

/** A verdict's reasons as labelled sentences, in reading order; the label of the main one is empty. */
export function reasons(verdict: Verdict): readonly (readonly [label: string, text: string])[] {
  switch (verdict.verdict) {
    case "holds":
      return [["", verdict.because]];
    case "holds if":
      return [
        ["if", verdict.condition],
        ["measured", verdict.region],
        ["", verdict.because],
      ];
    case "fails":
      return [
        ["counterexample", verdict.counterexample],
        ["", verdict.because],
      ];
    case "undecided":
      return [["", verdict.reason]];
  }
}

const LAW_VERDICTS = ["pass", "violated", "inconclusive", "not applicable"] as const;

/** "41 pass, 1 not applicable". */
export function lawCounts(laws: readonly LawResult[]): string {
  return LAW_VERDICTS.map(
    (verdict) => [laws.filter((law) => law.verdict === verdict).length, verdict] as const,
  )
    .filter(([count]) => count > 0)
    .map(([count, verdict]) => `${count} ${verdict}`)
    .join(", ");
}

const CLAIM_VERDICTS = ["holds", "holds if", "fails", "undecided"] as const;

/** "5 holds, 4 holds if, 5 fails". */
export function claimCounts(verdicts: readonly Verdict[]): string {
  return CLAIM_VERDICTS.map(
    (name) => [verdicts.filter(({ verdict }) => verdict === name).length, name] as const,
  )
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(", ");
}
