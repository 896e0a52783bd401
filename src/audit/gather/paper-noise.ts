import { ghzQuality } from "../../quantum/ghz.ts";
import type { GhzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import type { AuditSettings } from "../context.ts";
import type { NoiseSetting } from "../evidence.ts";

/** The gate error of the paper's figure 2, 0.5 %. */
export const PAPER_PROBABILITY = 0.005;

/** One object for each: what is computed of a noise is remembered with the object. */
const noises = new Map<string, GateNoise>();

/** The paper's channel: two-qubit depolarizing after every CNOT (CQSA §5), in the audit's layout. */
export function paperNoise({ noise }: AuditSettings, probability: number = PAPER_PROBABILITY): GateNoise {
  const key = `${noise.layout}/${probability}`;
  const found = noises.get(key) ?? { channel: "depolarizing2", layout: noise.layout, probability };
  noises.set(key, found);
  return found;
}

/** What evidence says of a noise. */
export function settingOf({ channel, probability }: GateNoise): NoiseSetting {
  return { channel, probability };
}

/** The noise of the run itself; null where it has none. */
export function ownNoise({ noise }: AuditSettings): GateNoise | null {
  return noise.channel === "none" || noise.probability === 0 ? null : noise;
}

const qualities = new Map<GateNoise, Map<number, GhzQuality>>();

/** Exact qualities under the paper's channel, each computed once. */
export function paperQualities(settings: AuditSettings): (qubits: number, probability: number) => GhzQuality {
  return (qubits, probability) => {
    const noise = paperNoise(settings, probability);
    const known = qualities.get(noise) ?? new Map<number, GhzQuality>();
    qualities.set(noise, known);
    const found = known.get(qubits) ?? ghzQuality(qubits, noise);
    known.set(qubits, found);
    return found;
  };
}
