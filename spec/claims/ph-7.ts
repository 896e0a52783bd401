import type { PlannedClaim } from "../../src/audit/claim.ts";

export const ph7: PlannedClaim = {
  id: "PH-7",
  title: "Relations between updates survive",
  quote: "theoretical analysis proved that the statistical relationships are preserved",
  source: "CQSA §5, simulation setup",
  statement:
    "Cosines and distances of cluster means, read with noise and finite shots, are those of the exact sums.",
  clauses: ["CQSA-ENC-3", "CQSA-AGG-2"],
  needs: "cosines and distances of noisy cluster means",
  measurement:
    "both over shots, noise and k, against the exact sums and against an attenuation by 1/(1 + 1/ρ), ρ = signal to shot-noise energy",
};
