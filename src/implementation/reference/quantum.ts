import type { Matrix } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { rangeRefusal } from "../../base/refusal.ts";
import { aggregate } from "../../protocol/aggregate.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import type {
  AggregateParams,
  AggregateResult,
  FidelityParams,
  FidelityResult,
  NoiseParams,
} from "../implementation.ts";
import { fromNumber, fromVector, toMatrix } from "../wire-numbers.ts";

/** The library's form of gate noise. */
export function gateNoise({ channel, layout = "chain", probability = 0 }: NoiseParams): GateNoise {
  return { channel, layout, probability };
}

function checkSums({ rows, columns, data }: Matrix): void {
  for (let c = 0; c < columns; c++) {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += data[r * columns + c]!;
    if (!Number.isFinite(sum)) throw rangeRefusal("phases", `a finite sum in column ${c}`, sum);
  }
}

/** `aggregate` on the library. */
export function aggregateOperation({ phases, shots, noise, seed }: AggregateParams): AggregateResult {
  const matrix = toMatrix(phases);
  checkSums(matrix);
  const rng = randomStream(seed).fork("aggregate");
  const { phaseSum, visibility } = aggregate(matrix, { shots, noise: gateNoise(noise) }, rng);
  return { phaseSum: fromVector("phaseSum", phaseSum), visibility: fromVector("visibility", visibility) };
}

/** `fidelity` on the library. */
export function fidelityOperation({ qubits, noise }: FidelityParams): FidelityResult {
  const { fidelity, population, visibility } = ghzQuality(qubits, gateNoise(noise));
  return {
    fidelity: fromNumber("fidelity", fidelity),
    population: fromNumber("population", population),
    visibility: fromNumber("visibility", visibility),
  };
}
