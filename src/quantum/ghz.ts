import { checkInteger } from "../base/check.ts";
import { checkGateNoise } from "./noise.ts";
import type { GateNoise } from "./noise.ts";
import { noisyCnotMap } from "./superoperator.ts";

/** How good a prepared GHZ state is. */
export interface GhzQuality {
  /** ρ_{0…0,0…0} + ρ_{1…1,1…1}, in [0, 1]: what CQSA §5 calls fidelity. */
  readonly population: number;
  /** 2·Re ρ_{0…0,1…1}, in [−1, 1]: the amplitude of the interference that carries the sum. */
  readonly visibility: number;
  /** ⟨GHZ|ρ|GHZ⟩ = (population + visibility)/2, in [0, 1]. */
  readonly fidelity: number;
}

/**
 * The element ρ_{u…u,v…v} (index 2u + v) of the prepared state: one 4 × 4 transfer matrix a CNOT,
 * carried by the qubit that takes part in the next one.
 */
function corner(element: number, qubits: number, noise: GateNoise): number {
  const gate = noisyCnotMap(noise);
  const re = new Float64Array(16);
  const im = new Float64Array(16);
  for (let out = 0; out < 4; out++) {
    // The finished qubit shows `element`; in a chain it is the control, in a star the target.
    const row = noise.layout === "chain" ? element * 4 + out : out * 4 + element;
    for (let into = 0; into < 4; into++) {
      re[out * 4 + into] = gate.re[row * 16 + into * 4]!;
      im[out * 4 + into] = gate.im[row * 16 + into * 4]!;
    }
  }
  let state = { re: new Float64Array(4).fill(0.5), im: new Float64Array(4) };
  let next = { re: new Float64Array(4), im: new Float64Array(4) };
  for (let step = 1; step < qubits; step++) {
    for (let out = 0; out < 4; out++) {
      let sumRe = 0;
      let sumIm = 0;
      for (let into = 0; into < 4; into++) {
        const at = out * 4 + into;
        sumRe += re[at]! * state.re[into]! - im[at]! * state.im[into]!;
        sumIm += re[at]! * state.im[into]! + im[at]! * state.re[into]!;
      }
      next.re[out] = sumRe;
      next.im[out] = sumIm;
    }
    [state, next] = [next, state];
  }
  return state.re[element]!;
}

/**
 * Population, visibility and fidelity of an n-qubit GHZ state prepared by H and n − 1 noisy CNOTs:
 * exact for every channel and layout, in O(n).
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
