import { createHash } from "node:crypto";
import type { RandomStream } from "../../base/random.ts";
import { randomStream } from "../../base/random.ts";

/** A party's share in the draws of a partition, and what hides it until everyone is bound. 32 bytes each. */
export interface Contribution {
  readonly value: Uint8Array;
  readonly nonce: Uint8Array;
}

/** Who takes part: a client by its index, or the server. */
export type Party = number | "server";

const BYTES = 32;

function draw(rng: RandomStream): Uint8Array {
  return Uint8Array.from({ length: BYTES }, () => rng.word() & 255);
}

/** What an honest party brings. */
function contribute(rng: RandomStream): Contribution {
  return { value: draw(rng.fork("value")), nonce: draw(rng.fork("nonce")) };
}

/**
 * What a party sends before anyone opens: SHA-256 over its name, nonce and value. The name keeps a party from sending
 * another one's commitment as its own; the nonce from trying out values.
 */
export function commitment(party: Party, { value, nonce }: Contribution): string {
  return createHash("sha256").update(`cqsa partition ${party}\n`).update(nonce).update(value).digest("hex");
}

/** The stream that all contributions together give, or who has not kept to its commitment. */
export type SharedDraw =
  | { readonly kind: "agreed"; readonly stream: RandomStream }
  | { readonly kind: "aborted"; readonly by: Party };

/** What a party opens in place of what it committed to; null: it does not open. */
export type OpeningEdit = (party: Party, committed: Contribution) => Contribution | null;

/**
 * All clients and the server draw a partition's randomness together: each sends a commitment, and once all are there,
 * each opens its own. The stream follows from all values. If a single party drew its value at random, the stream is as
 * good as random, since every value was fixed before any was seen. One who does not open can stop a round that it does
 * not like, but under its own name.
 *
 * @param clients N ≥ 1
 * @param rng where the honest contributions come from
 */
export function drawTogether(clients: number, rng: RandomStream, edit?: OpeningEdit): SharedDraw {
  const parties: readonly Party[] = [...Array.from({ length: clients }, (_, client) => client), "server"];
  const drawn = parties.map((party) => {
    const committed = contribute(rng.fork(`party/${party}`));
    return { party, committed, sent: commitment(party, committed) };
  });
  const hash = createHash("sha256").update("cqsa partition of all\n");
  for (const { party, committed, sent } of drawn) {
    const opened = edit === undefined ? committed : edit(party, committed);
    if (opened === null || commitment(party, opened) !== sent) return { kind: "aborted", by: party };
    hash.update(opened.value);
  }
  return { kind: "agreed", stream: randomStream(hash.digest("hex")) };
}
