import type { GateNoise } from "../../quantum/noise.ts";
import type { AuditSettings } from "../context.ts";

/** The gate error of the paper's figure 2, 0.5 %. */
export const PAPER_PROBABILITY = 0.005;

/** The paper's channel: two-qubit depolarizing after every CNOT (CQSA §5), in the audit's layout. */
export function paperNoise({ noise }: AuditSettings, probability: number = PAPER_PROBABILITY): GateNoise {
  return { channel: "depolarizing2", layout: noise.layout, probability };
}
