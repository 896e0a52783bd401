import type { LawResult } from "../../properties/run-law.ts";
import type { Provenance } from "../base/provenance.ts";
import type { ClaimStatement, Verdict } from "./claim.ts";
import type { AuditSettings } from "./context.ts";
import type { AuditStrength } from "./evidence-strength.ts";
import type { PresetName } from "./presets.ts";

/** Where the model updates come from. */
export interface UpdatesOrigin {
  /** "trained: …" or the file's name. */
  readonly source: string;
  readonly clients: number;
  readonly coordinates: number;
  /** Rounds that the source has; of many, an audit measures as many as its preset says, from the first to the last. */
  readonly rounds: number;
  /** Test accuracy after each training round; empty for updates from a file. */
  readonly accuracies: readonly number[];
}

/** How one round on the updates went. */
export interface RoundSummary {
  /** Which round of the source it is, counted from 1. */
  readonly round: number;
  readonly clusters: number;
  readonly weightBound: number;
  /** Mean measured visibility over the cluster sums, and the exact one; null under a channel without a closed form. */
  readonly visibility: number;
  readonly expectedVisibility: number | null;
  /** Root mean square error of the phase sums, radians, and what the closed form predicts; null where it does not apply. */
  readonly phaseError: number;
  readonly predictedPhaseError: number | null;
  /** ‖update − true mean‖ / ‖true mean‖; null where the true mean is 0. */
  readonly relativeError: number | null;
}

/** A claim as the audit found it. */
export type ClaimResult = ClaimStatement & {
  /** The laws of its clauses, with how they fared in this run. */
  readonly laws: readonly { readonly law: string; readonly verdict: LawResult["verdict"] }[];
  readonly verdict: Verdict;
  /** What the verdict was computed from. */
  readonly evidence: object;
};

/** The outcome of an audit. */
export interface AuditReport {
  readonly kind: "cqsa-audit";
  readonly format: 1;
  readonly made: Provenance;
  readonly preset: PresetName;
  readonly settings: AuditSettings;
  readonly updates: UpdatesOrigin;
  readonly rounds: readonly RoundSummary[];
  readonly lawBudget: number;
  readonly laws: readonly LawResult[];
  readonly claims: readonly ClaimResult[];
  /** How much the laws would notice; left out where no run of mutants is at hand. */
  readonly strength?: AuditStrength;
  /** What this run says nothing about, and why. */
  readonly notTested: readonly string[];
}
