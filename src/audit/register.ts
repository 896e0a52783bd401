import * as claims from "../../spec/claims/index.ts";
import type { Claim, Verdict } from "./claim.ts";
import type { AuditContext } from "./context.ts";
import { gatherAccumulation } from "./gather/accumulation.ts";
import { gatherDropouts } from "./gather/dropouts.ts";
import {
  gatherClusterFidelity,
  gatherMetric,
  gatherPopulation,
  gatherRecurrence,
  gatherSurface,
} from "./gather/fidelity.ts";
import { gatherGeometry } from "./gather/geometry.ts";
import { gatherGlobalPhase } from "./gather/global-phase.ts";
import { gatherInversion } from "./gather/inversion.ts";
import { gatherMasks } from "./gather/masks.ts";
import { gatherPartitions } from "./gather/partitions.ts";
import { gatherPhaseRange, gatherWrap } from "./gather/wrap.ts";

/** A claim together with what measures its evidence. */
export interface Entry {
  readonly claim: Claim<never>;
  /** Measures and decides; a function of the context alone. */
  readonly decide: (context: AuditContext) => { readonly evidence: object; readonly verdict: Verdict };
}

function entry<Evidence extends object>(
  claim: Claim<Evidence>,
  gather: (context: AuditContext) => Evidence,
): Entry {
  return {
    claim,
    decide: (context) => {
      const evidence = gather({ ...context, rng: context.rng.fork(claim.id) });
      return { evidence, verdict: claim.decide(evidence) };
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
