import { rowOf } from "../../base/matrix.ts";
import { addResidues, residueOf } from "../../masking/modulus.ts";
import { mask, unmask } from "../../masking/mask.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";
import type { Steps } from "./steps.ts";

type Pads = ReadonlyMap<number, ArrayLike<number>>;

/** Right masks with other pads, as they are taken from the peers. */
function padsTaken(change: (pads: Pads, client: number) => Pads): Partial<Steps> {
  return {
    mask: (integers, client, pads, modulusBits) => {
      mask(integers, client, pads, modulusBits);
      return mask(integers, client, change(pads, client), modulusBits);
    },
  };
}

/** Masks by another way to combine an integer with its pads, each with its sign. */
function combined(
  combine: (integer: number, signedPads: readonly number[], modulusBits: number) => number,
): Partial<Steps> {
  return {
    mask: (integers, client, pads, modulusBits) =>
      mask(integers, client, pads, modulusBits).map((_, c) => {
        const signed = [...pads].map(([peer, pad]) => (peer > client ? pad[c]! : -pad[c]!));
        return combine(integers[c]!, signed, modulusBits);
      }),
  };
}

/** The sum is centred by another test of its residue. */
function centredBy(isUpper: (residue: number, half: number) => boolean): Partial<Steps> {
  return {
    unmask: (masked, modulusBits) => {
      const modulus = 2 ** modulusBits;
      const residues = unmask(masked, modulusBits).map((sum) => residueOf(sum, modulus));
      return residues.map((residue) => (isUpper(residue, modulus / 2) ? residue - modulus : residue));
    },
  };
}

/** Mistakes in pads, moduli and their sums. */
export const maskingFaults: readonly Faulty[] = [
  {
    id: "masking/pads-only-added",
    mistake: "Both clients of a pair add their pad, so that it does not cancel.",
    clauses: ["QNF-MSK-1", "QNF-MSK-2", "WIRE-MASK-1"],
    make: () =>
      composed(
        combined((integer, pads, bits) =>
          pads.reduce(
            (sum, pad) => addResidues(sum, Math.abs(pad), 2 ** bits),
            residueOf(integer, 2 ** bits),
          ),
        ),
      ),
  },
  {
    id: "masking/signs-exchanged",
    mistake: "Pads of peers below are added and those of peers above subtracted.",
    clauses: ["QNF-MSK-1", "WIRE-MASK-1"],
    make: () =>
      // Counted from the other end, who was above is below.
      composed({
        mask: (integers, client, pads, modulusBits) => {
          mask(integers, client, pads, modulusBits);
          const last = Math.max(client, ...pads.keys());
          const turned = new Map([...pads].map(([peer, pad]) => [last - peer, pad]));
          return mask(integers, last - client, turned, modulusBits);
        },
      }),
  },
  {
    id: "masking/wrong-modulus",
    mistake: "The modulus is 2^b − 1.",
    clauses: ["QNF-MSK-1", "QNF-MSK-2", "QNF-MSK-3", "WIRE-MASK-1"],
    make: () =>
      composed(
        combined((integer, pads, bits) => {
          const modulus = 2 ** bits - 1;
          return pads.reduce((sum, pad) => residueOf(sum + pad, modulus), residueOf(integer, modulus));
        }),
      ),
  },
  {
    id: "masking/negative-remainders",
    mistake: "The remainder keeps the sign of its dividend, so that masked integers may be negative.",
    clauses: ["QNF-MSK-1", "WIRE-MASK-1"],
    make: () =>
      composed(
        combined((integer, pads, bits) =>
          pads.reduce((sum, pad) => (sum + pad) % 2 ** bits, integer % 2 ** bits),
        ),
      ),
  },
  {
    id: "masking/32-bit-arithmetic",
    mistake: "Masks are computed with bitwise operators, which know 32 bits only.",
    clauses: ["QNF-MSK-1", "QNF-MSK-3", "WIRE-MASK-1"],
    make: () =>
      composed(
        combined((integer, pads, bits) => {
          const sum = pads.reduce((total, pad) => (total + pad) | 0, integer | 0);
          return bits >= 32 ? sum >>> 0 : (sum & (2 ** bits - 1)) >>> 0;
        }),
      ),
  },
  {
    id: "masking/peer-zero-ignored",
    mistake: "The pad of peer 0 is skipped, because its index is falsy.",
    clauses: ["QNF-MSK-1", "QNF-MSK-2", "WIRE-MASK-1"],
    make: () => composed(padsTaken((pads) => new Map([...pads].filter(([peer]) => peer !== 0)))),
  },
  {
    id: "masking/peers-compared-as-text",
    mistake: "Peers are compared as text, by which 10 is below 9.",
    clauses: ["QNF-MSK-1", "QNF-MSK-2", "WIRE-MASK-1"],
    make: () =>
      composed({
        mask: (integers, client, pads, modulusBits) => {
          mask(integers, client, pads, modulusBits);
          const middle = 1e12;
          const sided = [...pads].map(([peer, pad]): [number, ArrayLike<number>] => [
            String(peer) > String(client) ? middle + 1 + peer : peer,
            pad,
          ]);
          return mask(integers, middle, new Map(sided), modulusBits);
        },
      }),
  },
  {
    id: "masking/one-pad-for-all-peers",
    mistake: "The pad of the first peer is used for every peer.",
    clauses: ["QNF-MSK-1", "QNF-MSK-2", "WIRE-MASK-1"],
    make: () =>
      composed(
        padsTaken((pads) => {
          const [first] = pads.values();
          return new Map([...pads.keys()].map((peer) => [peer, first!]));
        }),
      ),
  },
  {
    id: "masking/one-entry-for-all-coordinates",
    mistake: "The first entry of a pad masks every coordinate.",
    clauses: ["QNF-MSK-1", "WIRE-MASK-1"],
    make: () =>
      composed(
        padsTaken((pads) => new Map([...pads].map(([peer, pad]) => [peer, Array.from(pad, () => pad[0]!)]))),
      ),
  },
  {
    id: "masking/sum-not-centred",
    mistake: "The sum is left in [0, 2^b), so that negative sums come out large.",
    clauses: ["QNF-MSK-2", "WIRE-MASK-1"],
    make: () => composed(centredBy(() => false)),
  },
  {
    id: "masking/half-stays-positive",
    mistake: "The sum 2^(b − 1) stays positive: it is centred in (−2^(b − 1), 2^(b − 1)].",
    clauses: ["QNF-MSK-2", "WIRE-MASK-1"],
    make: () => composed(centredBy((residue, half) => residue > half)),
  },
  {
    id: "masking/sum-without-modulus",
    mistake: "The rows are added without being reduced.",
    clauses: ["QNF-MSK-2", "QNF-MSK-3", "WIRE-MASK-1"],
    make: () =>
      composed({
        unmask: (masked, modulusBits) =>
          unmask(masked, modulusBits).map((_, c) => {
            let sum = 0;
            for (let r = 0; r < masked.rows; r++) sum += rowOf(masked, r)[c]!;
            return sum;
          }),
      }),
  },
  {
    id: "masking/sum-reduced-at-the-end",
    mistake: "The rows are added in float64 and reduced only then, which loses bits beyond 2^53.",
    clauses: ["QNF-MSK-2", "QNF-MSK-3", "WIRE-MASK-1"],
    make: () =>
      composed({
        unmask: (masked, modulusBits) => {
          const modulus = 2 ** modulusBits;
          return unmask(masked, modulusBits).map((_, c) => {
            let sum = 0;
            for (let r = 0; r < masked.rows; r++) sum += rowOf(masked, r)[c]!;
            const residue = sum % modulus;
            return residue >= modulus / 2 ? residue - modulus : residue;
          });
        },
      }),
  },
];
