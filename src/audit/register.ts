import * as claims from "../../spec/claims/index.ts";
import type { Claim, Verdict } from "./claim.ts";
import type { AuditContext } from "./context.ts";
import { gatherAccumulation } from "./gather/accumulation.ts";
import { gatherClusterFidelity } from "./gather/cluster-fidelity.ts";
import { gatherDropouts } from "./gather/dropouts.ts";
import { gatherGeometry } from "./gather/geometry.ts";
import { gatherGlobalPhase } from "./gather/global-phase.ts";
import { gatherInversion } from "./gather/inversion.ts";
import { gatherMasks } from "./gather/masks.ts";
import { gatherMetric } from "./gather/metric.ts";
import { gatherPartitions } from "./gather/partitions.ts";
import { gatherPhaseRange } from "./gather/phase-range.ts";
import { gatherPopulation } from "./gather/population.ts";
import { gatherRecurrence } from "./gather/recurrence.ts";
import { gatherSurface } from "./gather/surface.ts";
import { gatherWrap } from "./gather/wrap.ts";
import { nonFinitePath } from "./non-finite.ts";

/** A claim together with what measures its evidence. */
export interface Entry {
  readonly claim: Claim<never>;
  /** Measures and decides; a function of the context alone. */
  readonly decide: (context: AuditContext) => { readonly evidence: object; readonly verdict: Verdict };
}

/** Enters a claim: what gathers its evidence, and no verdict where that is not a number. */
export function entry<Evidence extends object>(
  claim: Claim<Evidence>,
  gather: (context: AuditContext) => Evidence,
): Entry {
  return {
    claim,
    decide: (context) => {
      const evidence = gather({ ...context, rng: context.rng.fork(claim.id) });
      const nothing = nonFinitePath(evidence);
      const verdict: Verdict =
        nothing === undefined
          ? claim.decide(evidence)
          : { verdict: "undecided", reason: `the measurement gave no number: ${nothing}` };
      return { evidence, verdict };
    },
  };
}

/** Every claim that an audit decides, in the order of the report. */
export const register: readonly Entry[] = [
  entry(claims.ph1, gatherAccumulation),
  entry(claims.ph2, gatherGlobalPhase),
  entry(claims.ph3, gatherInversion),
  entry(claims.ph4, gatherWrap),
  entry(claims.ph5, gatherPhaseRange),
  entry(claims.ph6, gatherGeometry),
  entry(claims.pr8, gatherPartitions),
  entry(claims.fi1, gatherClusterFidelity),
  entry(claims.fi2, gatherPopulation),
  entry(claims.fi3, gatherRecurrence),
  entry(claims.fi4, gatherSurface),
  entry(claims.fi5, gatherMetric),
  entry(claims.av1, gatherDropouts),
  entry(claims.qn1, gatherMasks),
];

/** How many claims of the papers are numbered in each area: PH-1 to PH-7, PR-1 to PR-8 … */
const NUMBERED = { PH: 7, PR: 8, SE: 2, BY: 6, CV: 1, FI: 5, AV: 2, CO: 1, QN: 7 } as const;

/** The claims of the papers that no entry decides yet. */
export function claimsWithoutEntry(): string[] {
  const entered = new Set(register.map(({ claim }) => claim.id));
  return Object.entries(NUMBERED)
    .flatMap(([area, count]) => Array.from({ length: count }, (_, i) => `${area}-${i + 1}`))
    .filter((id) => !entered.has(id));
}
