import * as claims from "../../spec/claims/index.ts";
import type { Claim, Verdict } from "./claim.ts";
import type { AuditContext } from "./context.ts";
import { gatherAccumulation } from "./gather/accumulation.ts";
import { gatherBoundReports } from "./gather/bound-reports.ts";
import { gatherClusterFidelity } from "./gather/cluster-fidelity.ts";
import { gatherCollusion } from "./gather/collusion.ts";
import { gatherCollusionRounds } from "./gather/collusion-rounds.ts";
import { gatherCommunication } from "./gather/communication.ts";
import { gatherCosineOutliers } from "./gather/cosine-outliers.ts";
import { gatherConvergence } from "./gather/convergence.ts";
import { gatherDepth } from "./gather/depth.ts";
import { gatherDetection } from "./gather/detection.ts";
import { gatherDropouts } from "./gather/dropouts.ts";
import { gatherGeometry } from "./gather/geometry.ts";
import { gatherGlobalPhase } from "./gather/global-phase.ts";
import { gatherGlobalSum } from "./gather/global-sum.ts";
import { gatherIntruders } from "./gather/intruders.ts";
import { gatherInversion } from "./gather/inversion.ts";
import { gatherKeys } from "./gather/keys.ts";
import { gatherLinkQubits } from "./gather/link-qubits.ts";
import { gatherLocked } from "./gather/locked.ts";
import { gatherMasks } from "./gather/masks.ts";
import { gatherMatching } from "./gather/matching.ts";
import { gatherMembers } from "./gather/members.ts";
import { gatherMetric } from "./gather/metric.ts";
import { gatherMissingClient } from "./gather/missing-client.ts";
import { gatherPadUse } from "./gather/pad-use.ts";
import { gatherPartitions } from "./gather/partitions.ts";
import { gatherPhaseRange } from "./gather/phase-range.ts";
import { gatherPopulation } from "./gather/population.ts";
import { gatherPreconditions } from "./gather/preconditions.ts";
import { gatherQuantization } from "./gather/quantization.ts";
import { gatherQuantizedSize } from "./gather/quantized-size.ts";
import { gatherRecurrence } from "./gather/recurrence.ts";
import { gatherRelations } from "./gather/relations.ts";
import { gatherResidues } from "./gather/residues.ts";
import { gatherReshuffling } from "./gather/reshuffling.ts";
import { gatherSumLeakage } from "./gather/sum-leakage.ts";
import { gatherSurface } from "./gather/surface.ts";
import { gatherSuspicion } from "./gather/suspicion.ts";
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

/** Every claim of the papers, in the order of the report. */
export const register: readonly Entry[] = [
  entry(claims.ph1, gatherAccumulation),
  entry(claims.ph2, gatherGlobalPhase),
  entry(claims.ph3, gatherInversion),
  entry(claims.ph4, gatherWrap),
  entry(claims.ph5, gatherPhaseRange),
  entry(claims.ph6, gatherGeometry),
  entry(claims.ph7, gatherRelations),
  entry(claims.pr1, gatherLocked),
  entry(claims.pr2, gatherBoundReports),
  entry(claims.pr3, gatherSumLeakage),
  entry(claims.pr4, gatherResidues),
  entry(claims.pr5, gatherReshuffling),
  entry(claims.pr6, gatherCollusionRounds),
  entry(claims.pr7, gatherMatching),
  entry(claims.pr8, gatherPartitions),
  entry(claims.se1, gatherIntruders),
  entry(claims.se2, gatherLinkQubits),
  entry(claims.by1, gatherDetection),
  entry(claims.by2, gatherPreconditions),
  entry(claims.by3, gatherCosineOutliers),
  entry(claims.by4, gatherSuspicion),
  entry(claims.by5, gatherMembers),
  entry(claims.by6, gatherGlobalSum),
  entry(claims.cv1, gatherConvergence),
  entry(claims.fi1, gatherClusterFidelity),
  entry(claims.fi2, gatherPopulation),
  entry(claims.fi3, gatherRecurrence),
  entry(claims.fi4, gatherSurface),
  entry(claims.fi5, gatherMetric),
  entry(claims.av1, gatherDropouts),
  entry(claims.av2, gatherDepth),
  entry(claims.co1, gatherCommunication),
  entry(claims.qn1, gatherMasks),
  entry(claims.qn2, gatherQuantizedSize),
  entry(claims.qn3, gatherCollusion),
  entry(claims.qn4, gatherKeys),
  entry(claims.qn5, gatherMissingClient),
  entry(claims.qn6, gatherPadUse),
  entry(claims.qn7, gatherQuantization),
];
