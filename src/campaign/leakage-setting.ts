import { checkInteger } from "../base/check.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { fillNormal } from "../learning/normal.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import type { Hardening } from "../protocol/hardening/hardening.ts";
import type { GateNoise } from "../quantum/noise.ts";

/** The updates of a trial's rounds. */
export interface DrawnUpdates {
  /** One N × d matrix a round. */
  readonly rounds: UpdateRounds;
  /** What of them lasts, N × d. */
  readonly lasting: Matrix;
  /** The standard deviation that each client's updates are drawn with; null where none is known. */
  readonly scales: Float64Array | null;
  /** The model, where they are drawn from one. */
  readonly model: NormalModel | null;
}

/** Where a trial's updates come from. */
export interface LeakageSource {
  readonly clients: number;
  readonly coordinates: number;
  readonly draw: (rounds: number, rng: RandomStream) => DrawnUpdates;
}

/** Normal updates of unit variance: what lasts of a client, and what each round adds. */
export interface NormalModel {
  /** N. */
  readonly clients: number;
  /** d. */
  readonly coordinates: number;
  /** s = var(lasting)/var(fresh); 0: all is fresh, Infinity: updates stay. */
  readonly ratio: number;
  /** ρ: how many times as large client 0's updates are; 1: as all others. */
  readonly loudness: number;
  /** τ: clients' spreads are e^{τz}, z standard normal; 0: all alike. */
  readonly spread: number;
}

/** Draws updates from a normal model. */
export function normalUpdates(model: NormalModel): LeakageSource {
  const { clients, coordinates, ratio, loudness, spread } = model;
  const share = ratio === Infinity ? 1 : ratio / (1 + ratio);
  return {
    clients,
    coordinates,
    draw: (rounds, rng) => {
      const scales = fillNormal(rng.fork("scales"), new Float64Array(clients)).map((z) =>
        Math.exp(spread * z),
      );
      scales[0]! *= loudness;
      const drawn = (name: string, variance: number): Matrix => {
        const matrix = zeros(clients, coordinates);
        if (variance === 0) return matrix;
        fillNormal(rng.fork(name), matrix.data);
        for (let i = 0; i < matrix.data.length; i++) {
          matrix.data[i]! *= Math.sqrt(variance) * scales[Math.floor(i / coordinates)]!;
        }
        return matrix;
      };
      const lasting = drawn("lasting", share);
      return {
        rounds: Array.from({ length: rounds }, (_, t) => {
          const fresh = drawn(`fresh/${t}`, 1 - share);
          return { ...fresh, data: fresh.data.map((value, i) => value + lasting.data[i]!) };
        }),
        lasting,
        scales,
        model,
      };
    },
  };
}

/** Takes consecutive rounds of given updates, from a round drawn at random on. @throws RangeError for more than there are */
export function givenUpdates(all: UpdateRounds): LeakageSource {
  const { rows, columns } = all[0]!;
  return {
    clients: rows,
    coordinates: columns,
    draw: (rounds, rng) => {
      if (rounds > all.length)
        throw rangeRefusal("rounds", `at most the ${all.length} of the source`, rounds);
      const start = rng.integer(all.length - rounds + 1);
      const chosen = all.slice(start, start + rounds);
      const lasting = zeros(rows, columns);
      for (const updates of chosen) {
        for (const [i, value] of updates.data.entries()) lasting.data[i]! += value / rounds;
      }
      return { rounds: chosen, lasting, scales: null, model: null };
    },
  };
}

/** Where and how an adversary is measured. */
export interface LeakageSetting {
  readonly updates: LeakageSource;
  /** k. */
  readonly clusterSize: number;
  /** Shots in each of two bases; null: exact expectations. */
  readonly shots: number | null;
  readonly noise: GateNoise;
  /** T ≥ 1. */
  readonly rounds: number;
  /** A new partition each round, or the first one's for all. */
  readonly partition: "reshuffled" | "fixed";
  /** Measures beyond the plain profile; the rounds of a sequence are counted, and draw their partitions, trial by trial. */
  readonly hardening?: Hardening;
}

/**
 * Checks a setting's counts.
 *
 * @throws TypeError, RangeError for no rounds, clients or members, or shots that are no positive integer
 */
export function checkLeakageSetting({ rounds, clusterSize, shots, updates }: LeakageSetting): void {
  checkInteger("rounds", rounds, { min: 1 });
  checkInteger("clients", updates.clients, { min: 2 });
  checkInteger("clusterSize", clusterSize, { min: 1, max: updates.clients });
  if (shots !== null) checkInteger("shots", shots, { min: 1 });
}

/** The root mean square of each row. */
export function rowScales(matrix: Matrix): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, r) => {
    const row = rowOf(matrix, r);
    return Math.sqrt(row.reduce((sum, value) => sum + value * value, 0) / row.length);
  });
}
