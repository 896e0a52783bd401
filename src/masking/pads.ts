import { checkInteger } from "../base/check.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { checkModulus } from "./modulus.ts";

/**
 * One pad for each pair of clients: row `pairIndex(i, j)` holds the d integers in [0, 2^b) that the
 * clients i < j share (QuNetQFL's keys, here drawn from a stream).
 */
export interface PairPads {
  readonly clients: number;
  readonly modulusBits: number;
  /** n(n − 1)/2 × d */
  readonly pads: Matrix;
}

/** Every pair i < j of n clients, in the order of their rows. */
export function pairsOf(clients: number): (readonly [number, number])[] {
  return Array.from({ length: clients }, (_, j) =>
    Array.from({ length: j }, (_, i) => [i, j] as const),
  ).flat();
}

/** Pairs are counted by their larger member, so that a further client only appends rows. */
function pairIndex(a: number, b: number): number {
  const high = Math.max(a, b);
  return (high * (high - 1)) / 2 + Math.min(a, b);
}

function drawPad(pad: Float64Array, rng: RandomStream, modulusBits: number): void {
  // A power of two needs no rejection, and `integer` stops short of 2^53.
  for (const c of pad.keys()) {
    pad[c] =
      modulusBits <= 32
        ? rng.word() >>> (32 - modulusBits)
        : (rng.word() >>> (64 - modulusBits)) * 2 ** 32 + (rng.word() >>> 0);
  }
}

/**
 * Draws the pads of all pairs, uniform and independent. The pad of i < j comes from the fork
 * `pad/i/j`, so that it does not depend on how many clients there are.
 *
 * @param clients n ≥ 1
 * @param coordinates d ≥ 1; memory is 4·n(n − 1)·d bytes
 * @param modulusBits b, from 2 to 53
 * @throws TypeError or RangeError for a count or bits out of range
 */
export function generatePads(
  rng: RandomStream,
  clients: number,
  coordinates: number,
  modulusBits: number,
): PairPads {
  checkInteger("clients", clients, { min: 1 });
  checkInteger("coordinates", coordinates, { min: 1 });
  checkModulus(modulusBits);
  const pads = zeros((clients * (clients - 1)) / 2, coordinates);
  for (const [row, [i, j]] of pairsOf(clients).entries()) {
    drawPad(rowOf(pads, row), rng.fork(`pad/${i}/${j}`), modulusBits);
  }
  return { clients, modulusBits, pads };
}

/**
 * The pads that one client holds, by peer (views, not copies), as `mask` takes them.
 *
 * @throws TypeError or RangeError for a client that does not exist
 */
export function padsOf({ clients, pads }: PairPads, client: number): ReadonlyMap<number, Float64Array> {
  checkInteger("client", client, { min: 0, max: clients - 1 });
  const peers = Array.from({ length: clients }, (_, peer) => peer).filter((peer) => peer !== client);
  return new Map(peers.map((peer) => [peer, rowOf(pads, pairIndex(client, peer))]));
}
