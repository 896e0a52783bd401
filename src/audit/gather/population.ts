import { matrixFromRows } from "../../base/matrix.ts";
import { aggregate } from "../../protocol/aggregate.ts";
import { contractedQuadratures } from "../../quantum/contract.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import { honestRecord } from "../../quantum/record.ts";
import { angleBetween, clusterExtremes, clusterSums, quiet } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { PopulationEvidence } from "../evidence.ts";
import { ownNoise, settingOf } from "./paper-noise.ts";

const QUBITS = 2;
const MOST_SUMS = 2000;

/** The run's largest cluster under its noise. */
function ownCluster(context: AuditContext): PopulationEvidence["own"] {
  const noise = ownNoise(context.settings);
  if (noise === null) return null;
  const { largest: qubits } = clusterExtremes(context);
  return { noise: settingOf(noise), qubits, ...ghzQuality(qubits, noise) };
}

/** FI-2: a fully dephased state, its population, and what the run's cluster sums are read as from it. */
export function gatherPopulation(context: AuditContext): PopulationEvidence {
  const { settings, rng, effort } = context;
  const dephased: GateNoise = { channel: "dephasing", layout: settings.noise.layout, probability: 0.5 };
  const perfect = quiet(settings);
  const sums = [...clusterSums(context, Math.min(effort.samples, MOST_SUMS))].map(({ trueSum }) => trueSum);
  const contrast = (preparation: GateNoise): number => {
    let largest = 0;
    for (const sum of sums) {
      const { x, y } = contractedQuadratures(honestRecord([sum / 2, sum / 2], { preparation }));
      largest = Math.max(largest, Math.abs(x), Math.abs(y));
    }
    return largest;
  };
  const halves = sums.map((sum) => sum / 2);
  const phases = matrixFromRows("phases", [halves, halves]);
  const readingError = (noise: GateNoise, name: string): number => {
    const { phaseSum } = aggregate(phases, { shots: settings.shots, noise }, rng.fork(name));
    const squares = sums.map((sum, i) => angleBetween(phaseSum[i]!, sum) ** 2);
    return Math.sqrt(squares.reduce((total, square) => total + square, 0) / sums.length);
  };
  return {
    qubits: QUBITS,
    ...ghzQuality(QUBITS, dephased),
    contrast: contrast(dephased),
    perfectContrast: contrast(perfect),
    readingError: readingError(dephased, "dephased"),
    perfectError: readingError(perfect, "perfect"),
    phases: sums.length,
    noise: settingOf(dephased),
    own: ownCluster(context),
  };
}
