import { matrixFromRows, rowOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { drawTagKey, TAG_KEY_BITS, tagOf } from "./authentication.ts";
import type { MaskingHardening } from "./hardening.ts";
import type { KeyLedger } from "./key-ledger.ts";
import { mask, unmask } from "./mask.ts";
import { modulusBitsFor } from "./modulus.ts";
import { generatePads, padsOf, pairsOf } from "./pads.ts";
import { restoreVector, shareVector } from "./secret-sharing.ts";

/** One round of masked sums. */
export interface MaskedRoundRequest {
  /** N × d quantized updates, N ≥ 2. */
  readonly integers: Matrix;
  /** q. */
  readonly bits: number;
  readonly hardening: MaskingHardening;
  /** The key bits of all pairs; written off where the profile has a ledger. */
  readonly ledger: KeyLedger;
  /** Clients whose vector does not arrive. */
  readonly missing?: readonly number[];
}

/** What does not go as it should. */
export interface MaskedRoundEdits {
  /** What arrives of a client's masked vector. */
  readonly carry?: (client: number, masked: Float64Array, modulus: number) => Float64Array;
  /** The first key bit that pads are made of; by default the first that was not used. */
  readonly firstBit?: number;
}

/** What a round of masked sums yields. */
export interface MaskedRoundResult {
  readonly modulusBits: number;
  /** The sum of the clients in `counted`, d integers; null where masks are left that nobody can take out. */
  readonly sum: Float64Array | null;
  /** Clients whose vectors are in the sum. */
  readonly counted: readonly number[];
  /** Clients whose tag was not that of what arrived. */
  readonly refused: readonly number[];
  /** By client and round: key bits of its pads, and beside them, for tags and for shares sent to others. */
  readonly keyBits: { readonly pads: number; readonly tags: number; readonly shares: number };
}

/** Shares travel as three limbs, each below a prime of 25 bits. */
const SHARE_BITS = 75;

/**
 * Pads, masks, delivers and adds up (QuNetQFL), with whatever the profile adds. The pads of a pair follow from `rng` and
 * the first of their key bits, so that the same bits are the same pads.
 *
 * @param rng of the whole sequence of rounds that share one ledger
 * @throws RangeError for key bits that were used or are not there, where the profile has a ledger
 */
export function maskedRound(
  { integers, bits, hardening, ledger, missing = [] }: MaskedRoundRequest,
  rng: RandomStream,
  edits: MaskedRoundEdits = {},
): MaskedRoundResult {
  const { rows: clients, columns } = integers;
  const modulusBits = hardening["wide-modulus"] ? modulusBitsFor(clients, bits) : bits;
  const modulus = 2 ** modulusBits;
  const first = edits.firstBit ?? ledger.next([0, 1]);
  if (hardening["key-ledger"]) {
    for (const pair of pairsOf(clients)) ledger.spend(pair, first, columns * modulusBits);
  }
  const pads = generatePads(rng.fork(`bits/${first}`), clients, columns, modulusBits);

  const counted: number[] = [];
  const refused: number[] = [];
  const arrived: Float64Array[] = [];
  for (let client = 0; client < clients; client++) {
    if (missing.includes(client)) continue;
    const sent = mask(rowOf(integers, client), client, padsOf(pads, client), modulusBits);
    const received = edits.carry?.(client, sent, modulus) ?? sent;
    if (hardening.authentication) {
      const key = drawTagKey(rng.fork(`tag/${first}/${client}`));
      if (tagOf(sent, key) !== tagOf(received, key)) {
        refused.push(client);
        continue;
      }
    }
    counted.push(client);
    arrived.push(received);
  }

  const threshold = Math.floor((hardening["shared-masks"]?.threshold ?? 0) * clients) + 1;
  const needed = Math.min(threshold, clients - 1);
  const restore = (client: number): Float64Array => {
    const own = mask(new Float64Array(columns), client, padsOf(pads, client), modulusBits);
    const shares = shareVector(own, clients, needed, rng.fork(`shares/${first}/${client}`));
    return restoreVector(counted.map((helper) => shares[helper]!));
  };
  const absent = Array.from({ length: clients }, (_, client) => client).filter(
    (client) => !counted.includes(client),
  );
  const canRestore = hardening["shared-masks"] !== undefined && counted.length >= needed;
  // Without anyone who notices, what is left of the masks is in the sum.
  const isNoticed = refused.length > 0 || hardening["shared-masks"] !== undefined;
  let sum: Float64Array | null = null;
  if (arrived.length > 0 && (canRestore || !isNoticed)) {
    const rows = canRestore ? [...arrived, ...absent.map(restore)] : arrived;
    sum = unmask(matrixFromRows("masked", rows), modulusBits);
  }
  return {
    modulusBits,
    sum,
    counted,
    refused,
    keyBits: {
      pads: (clients - 1) * columns * modulusBits,
      tags: hardening.authentication ? TAG_KEY_BITS : 0,
      shares: hardening["shared-masks"] ? (clients - 1) * columns * SHARE_BITS : 0,
    },
  };
}
