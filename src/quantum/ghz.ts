import { checkInteger } from "../base/check.ts";
import { checkGateNoise } from "./noise.ts";
import type { GateNoise } from "./noise.ts";
import { complexZeros, compose, ELEMENTS, noisyCnotMap, operationsMap } from "./superoperator.ts";
import type { Superoperator } from "./superoperator.ts";

/** How good a prepared GHZ state is. */
export interface GhzQuality {
  /** ρ_{0…0,0…0} + ρ_{1…1,1…1}, in [0, 1]: what CQSA §5 calls fidelity. */
  readonly population: number;
  /** 2·Re ρ_{0…0,1…1}, in [−1, 1]: the amplitude of the interference that carries the sum. */
  readonly visibility: number;
  /** ⟨GHZ|ρ|GHZ⟩ = (population + visibility)/2, in [0, 1]. */
  readonly fidelity: number;
}

/** The transfer matrix of one CNOT: the moving qubit's element before and after, the finished one showing `element`. */
function transfer(element: number, noise: GateNoise): Superoperator {
  const gate = noisyCnotMap(noise);
  const map: Superoperator = { size: 4, ...complexZeros(16) };
  for (const out of ELEMENTS) {
    // In a chain the finished qubit is the control, in a star the target.
    const row = noise.layout === "chain" ? element * 4 + out : out * 4 + element;
    for (const into of ELEMENTS) {
      map.re[out * 4 + into] = gate.re[row * 16 + into * 4]!;
      map.im[out * 4 + into] = gate.im[row * 16 + into * 4]!;
    }
  }
  return map;
}

/** The real part of ρ_{u…u,v…v} (index 2u + v) of the prepared state: |+⟩ and a power of the transfer matrix. */
function corner(element: number, qubits: number, noise: GateNoise): number {
  let square = transfer(element, noise);
  let power = operationsMap([]);
  for (const digit of Array.from((qubits - 1).toString(2)).toReversed()) {
    if (digit === "1") power = compose(square, power);
    square = compose(square, square);
  }
  let sum = 0;
  for (const into of ELEMENTS) sum += power.re[element * 4 + into]! / 2;
  return sum;
}

/**
 * Population, visibility and fidelity of an n-qubit GHZ state prepared by H and n − 1 noisy CNOTs:
 * exact for every channel and layout, in O(log n).
 *
 * @param qubits n ≥ 1; one qubit needs no CNOT and is perfect
 * @throws TypeError, RangeError for a qubit count that is no positive integer, an unknown channel or
 *   layout, a probability outside [0, 1]
 * @example ghzQuality(4, { channel: "depolarizing2", layout: "chain", probability: 0.005 }).fidelity // 0.986730562370…
 */
export function ghzQuality(qubits: number, noise: GateNoise): GhzQuality {
  checkInteger("qubits", qubits, { min: 1 });
  checkGateNoise("noise", noise);
  const population = corner(0, qubits, noise) + corner(3, qubits, noise);
  const visibility = 2 * corner(1, qubits, noise);
  return { population, visibility, fidelity: (population + visibility) / 2 };
}
