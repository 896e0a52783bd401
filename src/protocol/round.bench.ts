import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { ghzQuality } from "../quantum/ghz.ts";
import type { GateNoise } from "../quantum/noise.ts";
import { round } from "./round.ts";
import type { RoundRequest } from "./round.ts";

const CLIENTS = 60;
const CLUSTER_SIZE = 5;
const SHOTS = 1000;
const NOISE: GateNoise = { channel: "depolarizing2", layout: "chain", probability: 0.005 };

function randomUpdates(rng: RandomStream, coordinates: number): Matrix {
  const updates = zeros(CLIENTS, coordinates);
  for (let i = 0; i < updates.data.length; i++) updates.data[i] = 2 * rng.uniform() - 1;
  return updates;
}

function request(coordinates: number): RoundRequest {
  return {
    updates: randomUpdates(randomStream("bench"), coordinates),
    clusterSize: CLUSTER_SIZE,
    remainder: "reject",
    shots: SHOTS,
    noise: NOISE,
    rule: "mean",
    tolerate: 0,
  };
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** A whole noisy round of LeNet-5's size: median seconds of five, and the peak memory of this process. */
export function benchRound(): { readonly seconds: number; readonly peakMegabytes: number } {
  const big = request(61_706);
  const runs = Array.from({ length: 5 }, (_, i) => seconds(() => round(big, randomStream(`run/${i}`))));
  return { seconds: median(runs), peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

const SIZE = 2 ** CLUSTER_SIZE;

/** The Paulis X (1), Y (2), Z (3) on one qubit of a state vector (real and imaginary parts). */
function applyPauli(re: Float64Array, im: Float64Array, qubit: number, pauli: number): void {
  const bit = 1 << qubit;
  for (let s = 0; s < SIZE; s++) {
    if ((s & bit) !== 0) continue;
    const t = s | bit;
    if (pauli === 3) {
      re[t] = -re[t]!;
      im[t] = -im[t]!;
      continue;
    }
    [re[s], re[t]] = [re[t]!, re[s]!];
    [im[s], im[t]] = [im[t]!, im[s]!];
    // Y = iXZ: its factors ±i matter only up to the relative sign of the two halves.
    if (pauli === 2) {
      re[t] = -re[t];
      im[t] = -im[t];
    }
  }
}

function applyCnot(re: Float64Array, im: Float64Array, control: number, target: number): void {
  for (let s = 0; s < SIZE; s++) {
    if ((s & (1 << control)) === 0 || (s & (1 << target)) !== 0) continue;
    const t = s | (1 << target);
    [re[s], re[t]] = [re[t]!, re[s]!];
    [im[s], im[t]] = [im[t]!, im[s]!];
  }
}

function applyPhase(re: Float64Array, im: Float64Array, qubit: number, angle: number): void {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  for (let s = 0; s < SIZE; s++) {
    if ((s & (1 << qubit)) === 0) continue;
    const x = re[s]!;
    re[s] = x * cos - im[s]! * sin;
    im[s] = x * sin + im[s]! * cos;
  }
}

/** One shot of one circuit on a state vector, errors drawn gate by gate; returns qubit 0's bit. */
function shot(rng: RandomStream, phases: readonly number[], basis: "x" | "y"): 0 | 1 {
  const re = new Float64Array(SIZE);
  const im = new Float64Array(SIZE);
  re[0] = Math.SQRT1_2;
  re[1] = Math.SQRT1_2;
  for (let gate = 0; gate + 1 < CLUSTER_SIZE; gate++) {
    applyCnot(re, im, gate, gate + 1);
    if (rng.uniform() >= NOISE.probability) continue;
    const error = 1 + rng.integer(15);
    if (error >> 2 !== 0) applyPauli(re, im, gate, error >> 2);
    if ((error & 3) !== 0) applyPauli(re, im, gate + 1, error & 3);
  }
  for (const [qubit, angle] of phases.entries()) applyPhase(re, im, qubit, angle);
  for (let gate = CLUSTER_SIZE - 2; gate >= 0; gate--) applyCnot(re, im, gate, gate + 1);
  if (basis === "y") applyPhase(re, im, 0, -Math.PI / 2);
  let zero = 0;
  for (let s = 0; s < SIZE; s += 2) {
    zero += ((re[s]! + re[s + 1]!) ** 2 + (im[s]! + im[s + 1]!) ** 2) / 2;
  }
  return rng.uniform() < zero ? 0 : 1;
}

/** How a round compares with simulating each of its shots. */
export interface PerShotComparison {
  readonly coordinates: number;
  readonly roundSeconds: number;
  /** Scaled up linearly from `shotsRun` shots to all of the round's. */
  readonly perShotSeconds: number;
  readonly shotsRun: number;
  readonly shots: number;
  /** Deviation of the shots' mean from V·cos Θ, in standard errors: both simulate the same thing. */
  readonly deviation: number;
}

/** A round at d = 650 against a state-vector simulation of its circuits, shot by shot. */
export function benchPerShot(): PerShotComparison {
  const coordinates = 650;
  const small = request(coordinates);
  for (let i = 0; i < 20; i++) round(small, randomStream(`warm/${i}`));
  const roundSeconds = median(
    Array.from({ length: 21 }, (_, i) => seconds(() => round(small, randomStream(`run/${i}`)))),
  );
  const rng = randomStream("per-shot");
  const phases = [0.3, -0.2, 0.5, 0.1, 0.4];
  const run = (count: number): number => {
    let zeros = 0;
    for (let i = 0; i < count; i++) zeros += 1 - shot(rng, phases, "x");
    return zeros;
  };
  run(20_000);
  const shotsRun = 200_000;
  let zeros = 0;
  const sampled = seconds(() => {
    zeros = run(shotsRun);
  });
  const expected = (1 + ghzQuality(CLUSTER_SIZE, NOISE).visibility * Math.cos(1.1)) / 2;
  const shots = 2 * SHOTS * coordinates * (CLIENTS / CLUSTER_SIZE);
  return {
    coordinates,
    roundSeconds,
    perShotSeconds: (sampled * shots) / shotsRun,
    shotsRun,
    shots,
    deviation: (zeros / shotsRun - expected) / Math.sqrt((expected * (1 - expected)) / shotsRun),
  };
}
