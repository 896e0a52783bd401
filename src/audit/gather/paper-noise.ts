import { ghzQuality } from "../../quantum/ghz.ts";
import type { GhzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import type { AuditSettings } from "../context.ts";
import type { NoiseSetting } from "../evidence.ts";

/** The gate error of the paper's figure 2, 0.5 %. */
export const PAPER_PROBABILITY = 0.005;

/** The paper's channel: two-qubit depolarizing after every CNOT (CQSA §5), in the audit's layout. */
export function paperNoise({ noise }: AuditSettings, probability: number = PAPER_PROBABILITY): GateNoise {
  return { channel: "depolarizing2", layout: noise.layout, probability };
}

/** What evidence says of a noise. */
export function settingOf({ channel, probability }: GateNoise): NoiseSetting {
  return { channel, probability };
}

/** The noise of the run itself; null where it has none. */
export function ownNoise({ noise }: AuditSettings): GateNoise | null {
  return noise.channel === "none" || noise.probability === 0 ? null : noise;
}

/** Exact qualities under the paper's channel, each computed once. */
export function paperQualities(settings: AuditSettings): (qubits: number, probability: number) => GhzQuality {
  const known = new Map<string, GhzQuality>();
  return (qubits, probability) => {
    const key = `${qubits}/${probability}`;
    const found = known.get(key) ?? ghzQuality(qubits, paperNoise(settings, probability));
    known.set(key, found);
    return found;
  };
}
