import { checkInteger } from "../base/check.ts";
import type { RandomStream } from "../base/random.ts";
import { pauliErrors } from "./channel.ts";
import type { PauliError } from "./channel.ts";
import { EVENT_KINDS, geometricEvents, MOST_SLOTS } from "./geometric-events.ts";
import type { EventStream } from "./geometric-events.ts";
import { checkGateNoise } from "./noise.ts";
import type { GateNoise, Layout } from "./noise.ts";

/*
 * The noisy preparation of a GHZ state leaves a Pauli error X^x·Z^z on the ideal state.
 *
 * Flips. Line the qubits up as 0, 1, …, m for a chain and as 1, 2, …, m, 0 for a star. An error behind
 * gate g = 0 … m − 1 that flips the control (c) or the target (t) then flips, in the end, every qubit
 * from place g on if `here` is set and every qubit from place g + 1 on if `next` is set, where
 * next = c ⊕ t and here = c in a chain, t in a star: a chain's later CNOTs carry the target's flip to all
 * the following qubits, a star's the control's. So an error touches two places, a qubit's flip is the
 * parity of what lies at or before its place, and the pattern is uniform if places 1 … m are all clear.
 *
 * Phases. A CNOT carries a Z from its target to its control, but every CNOT's target is fresh in both
 * layouts, so no Z ever moves; and on a GHZ state a Z acts alike on every qubit. What counts is the
 * parity of all Z parts that were inserted.
 */

/** Where an event's kind says that the error marks the next place, too. */
export const NEXT_SHIFT = 1;

/** Where an event's kind says that the error turns the phase. */
export const PHASE_SHIFT = 2;

/** The most qubits that the sampler takes. */
export const MOST_FRAME_QUBITS: number = MOST_SLOTS + 1;

/** The qubit at each place of the line-up above. */
export function placeOrder(qubits: number, layout: Layout): Int32Array {
  const shift = layout === "chain" ? 0 : 1;
  return Int32Array.from({ length: qubits }, (_, place) => (place + shift) % qubits);
}

/** The probability of every kind of event behind one gate: errors that act alike are one kind. */
export function kindLaw(errors: readonly PauliError[], layout: Layout): Float64Array {
  const law = new Float64Array(EVENT_KINDS);
  for (const { control, target, probability } of errors) {
    const controlFlip = control === 1 || control === 2 ? 1 : 0;
    const targetFlip = target === 1 || target === 2 ? 1 : 0;
    const phase = (control >= 2 ? 1 : 0) ^ (target >= 2 ? 1 : 0);
    const here = layout === "chain" ? controlFlip : targetFlip;
    const kind = here | ((controlFlip ^ targetFlip) << NEXT_SHIFT) | (phase << PHASE_SHIFT);
    law[kind] = law[kind]! + probability;
  }
  return law;
}

/**
 * The errors of the noisy preparation as events: a shot's slots are its gates, an event's kind says in
 * its bits 0 to 2 whether the error marks its gate's place, the next place, and the phase.
 *
 * @throws TypeError, RangeError for a number outside its range and for a coherent channel
 */
export function frameEvents(
  rng: RandomStream,
  qubits: number,
  noise: GateNoise,
  shots: number,
  mostQubits: number,
): EventStream {
  checkInteger("qubits", qubits, { min: 1, max: mostQubits });
  checkGateNoise("noise", noise);
  checkInteger("shots", shots, { min: 1 });
  const law = qubits > 1 ? kindLaw(pauliErrors(noise), noise.layout) : new Float64Array(EVENT_KINDS);
  return geometricEvents(rng, Math.max(1, qubits - 1), law, shots);
}
