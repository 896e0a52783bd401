import type { Law } from "../law.ts";
import { bitKinds } from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";
import { instead, replaced } from "./spoil.ts";

/** Texts that are no plain decimal index. */
const NO_PEERS = ["01", "00", "+1", "-1", "1.5", "1.0", "1e0", "0x1", " 1", "1 ", "", "x", "one"];

/** What the numbers of `mask`, its pads and its peers may not be. */
export const maskRange: Law = rangeLaw("mask", {
  sentence:
    "`mask` refuses pads out of range or of another length, a pad with oneself, odd peers and modulus bits",
  clauses: ["QNF-MSK-4", "WIRE-REJ-10", "WIRE-REJ-11"],
  kinds: ({ integers, client, pads, modulusBits }, { limits }) => {
    const zeros = integers.map(() => 0);
    const given = Object.entries(pads);
    const longer = integers.length < (limits?.coordinates ?? Infinity) ? [[...zeros, 0]] : [];
    return [
      ...bitKinds("modulusBits", 53),
      instead(
        "modulus bits outside 2…53, without pads",
        ...[1, 54, 0, 8.5].map((modulusBits) => ({ integers, client, pads: {}, modulusBits })),
      ),
      replaced("a client that is no integer", "client", [0.5, 1.5]),
      {
        what: "a pad outside [0, 2^b)",
        edits: given.flatMap(([peer, pad]) =>
          pad.flatMap((_, i) =>
            [2 ** modulusBits, -1, -(2 ** modulusBits), 2 ** modulusBits * 4].map((value) => ({
              path: ["pads", peer, i],
              value,
            })),
          ),
        ),
      },
      {
        what: "a pad of another length",
        edits: given.flatMap(([peer]) =>
          [zeros.slice(1), [], ...longer].map((value) => ({ path: ["pads", peer], value })),
        ),
      },
      replaced("a pad with oneself", ["pads", String(client)], [zeros]),
      {
        what: "a peer that is no plain decimal index",
        edits: NO_PEERS.map((peer) => ({ path: ["pads", peer], value: zeros })),
      },
    ];
  },
});
