import type { PlannedClaim } from "../../src/audit/claim.ts";

export const pr1: PlannedClaim = {
  id: "PR-1",
  title: "A single update stays locked",
  quote: "The individual contributions θ_i remain locked in the entangled state",
  source: "CQSA §4, privacy guarantee",
  statement: "The state that the server holds depends on the phases through their sum modulo 2π alone.",
  clauses: ["CQSA-AGG-1", "CQSA-GHZ-1"],
  needs: "a server that infers from its view",
  measurement:
    "the server's joint state for phases that differ and have one sum, under every channel, and with a preparation that is not honest",
};
