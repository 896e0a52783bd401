import type { OracleNoise } from "./circuit-shape.ts";

/**
 * Closed forms for noisily prepared GHZ states of n qubits, m = n − 1 CNOTs, p the channel's parameter.
 *
 * An error after a CNOT lands on a qubit that is done (no later CNOT touches it) and on one that the
 * next CNOT goes on from, whose flip is copied onward: in a chain the target, in a star the control.
 * With a, b the chances of a flip of the one and of the other, the state is all-equal again when
 * every done qubit agrees with the last moving one. Let g = 1 while the moving qubit disagrees with
 * where it ends; one CNOT then multiplies by T, where T[g][g'] is the chance that the done qubit's error
 * makes up for g while the moving qubit passes from g to g'. Summed over both ends,
 * P = (1 1)·T^m·(1 0)ᵀ, and with T's eigenvalues λ±, T^m = h(m)·T − λ₊λ₋·h(m−1)·1 with
 * h(m) = (λ₊^m − λ₋^m)/(λ₊ − λ₋).
 *
 * The Pauli channels here treat control and target alike, so both layouts have the same population;
 * over-rotation, which does not, has a form of its own.
 */

/** Population P, visibility V = 2·Re ρ_{0…0,1…1}, and fidelity (P + V)/2. */
export interface ClosedForm {
  readonly population: number;
  readonly visibility: number;
  readonly fidelity: number;
}

/**
 * h(m) = (λ₊^m − λ₋^m)/(λ₊ − λ₋), written as the sum Σ λ₊^j·λ₋^(m−1−j) that this quotient is: it has no
 * denominator and so holds where the two eigenvalues meet.
 */
function dividedPower(plus: number, minus: number, m: number): number {
  let sum = 0;
  for (let j = 0; j < m; j++) sum += plus ** j * minus ** (m - 1 - j);
  return sum;
}

/** P = (1 1)·T^m·(1 0)ᵀ from the sum of T's first column, its trace and its determinant. */
function populationOf(firstColumn: number, trace: number, determinant: number, m: number): number {
  if (m === 0) return 1;
  const s = Math.sqrt(trace * trace - 4 * determinant);
  const plus = (trace + s) / 2;
  const minus = (trace - s) / 2;
  return dividedPower(plus, minus, m) * firstColumn - determinant * dividedPower(plus, minus, m - 1);
}

/**
 * Two-qubit depolarizing: flips (a, b) are 00 with chance 1 − 3q and 01, 10, 11 with q = 4p/15 each, so
 * T = ((1−3q, q), (q, q)) and λ± = (1 − 2q ± s)/2 with s = √((1−4q)² + 4q²), never below 1/√5. On average
 * a CNOT's error keeps 1 − 16p/15 of the coherence, as 8 of the 15 Paulis turn its sign.
 */
function depolarizing2(p: number, m: number): [population: number, visibility: number] {
  const q = (4 * p) / 15;
  const s = Math.sqrt((1 - 4 * q) ** 2 + 4 * q ** 2);
  const plus = (1 - 2 * q + s) / 2;
  const minus = (1 - 2 * q - s) / 2;
  const population = ((1 - 2 * q - minus) * plus ** m + (plus - 1 + 2 * q) * minus ** m) / s;
  return [population, (1 - (16 * p) / 15) ** m];
}

/**
 * Independent flips with chance r on both qubits: T = (((1−r)², r(1−r)), (r², r(1−r))), with trace 1 − r
 * and determinant r(1−r)(1−2r). The eigenvalues meet at r = 1 alone, where both are 0.
 */
function independentFlips(r: number, m: number): number {
  return populationOf((1 - r) ** 2 + r * r, 1 - r, r * (1 - r) * (1 - 2 * r), m);
}

/** (P, V) by the channel's parameter p and the number m of CNOTs. */
const FORMS: Readonly<Record<OracleNoise["channel"], (p: number, m: number) => [P: number, V: number]>> = {
  none: () => [1, 1],
  depolarizing2,
  depolarizing1x2: (p, m) => [independentFlips((2 * p) / 3, m), (1 - (4 * p) / 3) ** (2 * m)],
  "bit-flip": (p, m) => [independentFlips(p, m), independentFlips(p, m)],
  dephasing: (p, m) => [1, (1 - 2 * p) ** (2 * m)],
  "over-rotation": (p, m) => [(1 - p) ** m, (1 - p) ** m],
};

/**
 * Population, visibility and fidelity of a GHZ state prepared under a channel after every CNOT.
 *
 * `depolarizing1x2`: X and Y flip, so r = 2p/3; each of the 2m Paulis keeps (1 − 4p/3) of the coherence.
 * `bit-flip`: r = p; X alone never changes the coherence's sign, so V = P.
 * `dephasing`: P = 1; each of the 2m Zs turns the sign, V = (1 − 2p)^{2m}.
 * `over-rotation`: RX(ε), sin²(ε/2) = p, on every CNOT's target. Each target either keeps its bit
 * (amplitude cos(ε/2)) or turns it (−i·sin(ε/2)), and no two histories end in one bit string, so both
 * all-equal strings have amplitude cos^m(ε/2)/√2 and P = V = (1 − p)^m in either layout.
 *
 * @param qubits n, at least 1
 * @param probability p in [0, 1]
 * @throws RangeError outside those ranges
 */
export function ghzClosedForm(
  qubits: number,
  channel: OracleNoise["channel"],
  probability: number,
): ClosedForm {
  if (!(Number.isInteger(qubits) && qubits >= 1)) {
    throw new RangeError(`"qubits" expected an integer of at least 1, got ${qubits}`);
  }
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`"probability" expected a number from 0 to 1, got ${probability}`);
  }
  const [population, visibility] = FORMS[channel](probability, qubits - 1);
  return { population, visibility, fidelity: (population + visibility) / 2 };
}
