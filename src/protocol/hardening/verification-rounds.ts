import type { RandomStream } from "../../base/random.ts";
import { clientParity } from "../../quantum/client-parity.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import type { CircuitRecord } from "../../quantum/record.ts";
import { binomialLowerTail } from "../../statistics/binomial-tails.ts";

/**
 * The circuit of one test state: what the server and the links make of it, given the angles that clients turn their qubits
 * by before they measure along x.
 */
export type TestCircuit = (angles: Float64Array, coordinate: number) => CircuitRecord;

/** The angles that clients turn by in a test, and the product of outcomes that the GHZ state shows at them. */
export interface TestAngles {
  readonly angles: Float64Array;
  readonly expected: 1 | -1;
}

/**
 * Random directions in the xy-plane, one for each client, whose angles add up to 0 or π: the product of all outcomes is
 * then +1 or −1 for sure. Turning by an angle and measuring along x is measuring at its opposite, which is as likely and
 * leaves the sum 0 or π. All but the last are free, so that no proper part of the clients knows the sign beforehand.
 */
export function testAngles(clients: number, rng: RandomStream): TestAngles {
  const free = Array.from({ length: clients - 1 }, () => 2 * Math.PI * rng.uniform());
  const sum = free.reduce((total, angle) => total + angle, 0);
  const odd = rng.integer(2) === 1;
  return { angles: Float64Array.of(...free, (odd ? Math.PI : 0) - sum), expected: odd ? -1 : 1 };
}

/*
 * What this rests on: the members of a cluster share randomness that neither the server nor anyone on a link has, by which
 * they choose the test states and their angles, and they tell each other their outcomes. They hold back the qubits of a
 * round until its tests are judged; without such a memory, tests and states that carry updates alternate, and whoever
 * prepares other states reads those that come before the first failed test.
 */

/**
 * Plays the test states of one cluster: how many show the product that the GHZ state shows. The chance of each is
 * (1 + V)/2 for the noisy GHZ state, ½ + 2^−k for product states, ½ for X_j|GHZ⟩ and for a qubit that was replaced.
 * Nobody else knows which states are tests, so whoever prepares or meddles treats them like the others.
 *
 * @param circuit with what was done by others than the clients
 * @param states test states, each in the place of a random coordinate
 */
export function passedTests(
  clients: number,
  coordinates: number,
  states: number,
  circuit: TestCircuit,
  rng: RandomStream,
): number {
  const passes = (): boolean => {
    const { angles, expected } = testAngles(clients, rng);
    const record = circuit(angles, rng.integer(coordinates));
    return rng.uniform() < (1 + expected * clientParity(record)) / 2;
  };
  return Array.from({ length: states }, passes).filter(Boolean).length;
}

/**
 * Whether so few tests were passed that an honest preparation of the given noise passes as few with a probability of
 * `falseAlarm` at most: the exact binomial test at (1 + V)/2.
 */
export function failsVerification(
  passed: number,
  states: number,
  clients: number,
  preparation: GateNoise,
  falseAlarm: number,
): boolean {
  const { visibility } = ghzQuality(clients, preparation);
  const honest = Math.min(1, (1 + visibility) / 2);
  return binomialLowerTail(passed, states, honest) <= falseAlarm;
}
