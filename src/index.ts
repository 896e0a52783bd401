/**
 * The library: run an audit, run laws on any implementation, use the reference and its parts.
 */
export { runAudit } from "./audit/run-audit.ts";
export type { AuditProgress, AuditRequest } from "./audit/run-audit.ts";
export { register as claimRegister } from "./audit/register.ts";
export type { Entry as ClaimEntry } from "./audit/register.ts";
export type { Claim, Verdict } from "./audit/claim.ts";
export type { AuditReport, ClaimResult, RoundSummary, UpdatesOrigin } from "./audit/report.ts";
export type { AuditSettings } from "./audit/context.ts";
export type { Provenance } from "./base/provenance.ts";
export { matrixFromRows, matrixOf, toRows } from "./base/matrix.ts";
export type { Matrix } from "./base/matrix.ts";
export { randomStream } from "./base/random.ts";
export type { RandomStream } from "./base/random.ts";
export { parseFailure } from "./conformance/failure-file.ts";
export type { StoredFailure } from "./conformance/failure.ts";
export { replay } from "./conformance/replay.ts";
export type { ReplayResult } from "./conformance/replay.ts";
export type { VerifyReport } from "./conformance/report.ts";
export { verify } from "./conformance/verify.ts";
export type { VerifySettings } from "./conformance/verify.ts";
export type {
  Capabilities,
  Implementation,
  OperationParams,
  OperationResults,
  Outcome,
} from "./implementation/implementation.ts";
export { createReference } from "./implementation/reference.ts";
export { connectStdio } from "./implementation/stdio/connect.ts";
export type { StdioImplementation } from "./implementation/stdio/connect.ts";
export type { StdioSettings } from "./implementation/stdio/settings.ts";
export { serve } from "./implementation/server.ts";
export { round } from "./protocol/round.ts";
export type { RoundEdits, RoundRequest, RoundResult } from "./protocol/round.ts";
export { ghzQuality } from "./quantum/ghz.ts";
export type { GhzQuality } from "./quantum/ghz.ts";
export { sampleOutcomes } from "./quantum/sample-outcomes.ts";
export { openQasm } from "./quantum/open-qasm.ts";
export { honestRecord } from "./quantum/record.ts";
export type { CircuitRecord, QubitOperation } from "./quantum/record.ts";
export { laws } from "../properties/index.ts";
export type { DeterministicLaw, Law, StatisticalLaw } from "../properties/law.ts";
export { runLaw } from "../properties/run-law.ts";
export type { LawResult, RunOptions } from "../properties/run-law.ts";
