import { expect, test } from "vitest";
import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { completeMaskingHardening, MASKING_PARAMETERS } from "./hardening.ts";
import { openLedger } from "./key-ledger.ts";
import { maskedRound } from "./masked-round.ts";
import type { MaskedRoundEdits, MaskedRoundResult } from "./masked-round.ts";
import { addResidues } from "./modulus.ts";

const CLIENTS = 9;
const COORDINATES = 40;
const BITS = 8;

function quantized(): Matrix {
  const rng = randomStream("integers");
  const integers = zeros(CLIENTS, COORDINATES);
  for (let i = 0; i < integers.data.length; i++) integers.data[i] = rng.integer(255) - 127;
  return integers;
}

const INTEGERS = quantized();

function sumOf(clients: readonly number[]): Float64Array {
  return Float64Array.from({ length: COORDINATES }, (_, c) =>
    clients.reduce((sum, client) => sum + INTEGERS.data[client * COORDINATES + c]!, 0),
  );
}

function play(
  hardening: Readonly<Record<string, unknown>>,
  edits: MaskedRoundEdits = {},
  missing: readonly number[] = [],
): MaskedRoundResult {
  return maskedRound(
    {
      integers: INTEGERS,
      bits: BITS,
      hardening: completeMaskingHardening({ "wide-modulus": true, ...hardening }),
      ledger: openLedger(1e6),
      missing,
    },
    randomStream("masked"),
    edits,
  );
}

const ALL = Array.from({ length: CLIENTS }, (_, client) => client);
const tampering: MaskedRoundEdits = {
  carry: (client, masked, modulus) =>
    client === 4 ? masked.map((residue) => addResidues(residue, 1, modulus)) : masked,
};

test("A modulus of q bits wraps the sum, one that holds it does not [THR-HARD-2]", () => {
  expect(play({}).sum).toEqual(sumOf(ALL));
  expect(play({}).modulusBits).toBe(12);
  const narrow = play({ "wide-modulus": false });
  expect(narrow.modulusBits).toBe(BITS);
  const wrapped = sumOf(ALL).map((sum) => ((((sum + 128) % 256) + 256) % 256) - 128);
  expect(narrow.sum).toEqual(wrapped);
  expect(narrow.sum).not.toEqual(sumOf(ALL));
});

test("What is added on the way goes unnoticed without tags, and with them that vector is not counted [THR-HARD-2]", () => {
  const unnoticed = play({}, tampering);
  expect(unnoticed.refused).toEqual([]);
  expect(unnoticed.sum).toEqual(sumOf(ALL).map((sum) => sum + 1));
  const refused = play({ authentication: true }, tampering);
  expect(refused).toMatchObject({ sum: null, refused: [4] });
  const others = ALL.filter((client) => client !== 4);
  const restored = play({ authentication: true, "shared-masks": true }, tampering);
  expect(restored).toMatchObject({ refused: [4], counted: others });
  expect(restored.sum).toEqual(sumOf(others));
});

test("A missing client leaves its masks in the sum, unless enough others hold shares of them [THR-HARD-2]", () => {
  const unnoticed = play({}, {}, [2]).sum;
  expect(unnoticed).toHaveLength(COORDINATES);
  expect(unnoticed).not.toEqual(sumOf(ALL.filter((client) => client !== 2)));
  const few = ALL.filter((client) => ![2, 7, 8].includes(client));
  expect(play({ "shared-masks": true }, {}, [2, 7, 8]).sum).toEqual(sumOf(few));
  // 6 of 9 are needed.
  expect(play({ "shared-masks": true }, {}, [2, 6, 7, 8]).sum).toBeNull();
  // Where more than all are asked for, all that can be left do.
  const others = ALL.filter((client) => client !== 3);
  expect(play({ "shared-masks": { threshold: 1 } }, {}, [3]).sum).toEqual(sumOf(others));
  expect(play({ "shared-masks": { threshold: 1 } }, {}, [3, 4]).sum).toBeNull();
});

test("Parameters of measures of masked sums say what they mean [THR-HARD-2]", () => {
  for (const parameters of Object.values(MASKING_PARAMETERS)) {
    for (const { meaning } of Object.values(parameters)) expect(meaning).toMatch(/\w{4}/u);
  }
});

test("A ledger refuses key bits a second time and beyond what there is; without it the same pads come again [THR-HARD-2]", () => {
  const integers = INTEGERS;
  const hardening = completeMaskingHardening({ "wide-modulus": true, "key-ledger": true });
  const need = 12 * COORDINATES;
  const ledger = openLedger(2 * need + 5);
  const request = { integers, bits: BITS, hardening, ledger };
  const rng = randomStream("sequence");
  expect(maskedRound(request, rng).sum).toEqual(sumOf(ALL));
  expect(() => maskedRound(request, rng, { firstBit: 0 })).toThrow(
    `"pads" expected key bits of the pair 0/1 that no vector had, from ${need} on, got 0`,
  );
  expect(maskedRound(request, rng).sum).toEqual(sumOf(ALL));
  expect(() => maskedRound(request, rng)).toThrow("at most the 5 key bits that the pair 0/1 has left");
  const sent: Float64Array[] = [];
  const watching: MaskedRoundEdits = { firstBit: 0, carry: (_, masked) => (sent.push(masked), masked) };
  const careless = { ...request, hardening: completeMaskingHardening({ "wide-modulus": true }) };
  maskedRound(careless, rng, watching);
  maskedRound(careless, rng, watching);
  expect(sent).toHaveLength(2 * CLIENTS);
  expect(sent[CLIENTS]).toEqual(sent[0]);
});

test("A round writes off the bits of every pair once, and of nothing else [THR-HARD-2]", () => {
  const ledger = openLedger(1e6);
  const spent: string[] = [];
  maskedRound(
    {
      integers: INTEGERS,
      bits: BITS,
      hardening: completeMaskingHardening({ "key-ledger": true }),
      ledger: {
        ...ledger,
        spend: (pair, first, bits) => {
          spent.push(`${pair.join("-")} from ${first}: ${bits}`);
          ledger.spend(pair, first, bits);
        },
      },
    },
    randomStream("pairs"),
  );
  const pairs = ALL.flatMap((i) => ALL.filter((j) => j > i).map((j) => `${i}-${j} from 0: ${8 * 40}`));
  expect(pairs).toHaveLength(36);
  expect(spent.sort()).toEqual(pairs.sort());
});

test("No two pads, tags or sharings of any rounds draw from the same stream [THR-HARD-2]", () => {
  const names: string[] = [];
  const rng = randomStream("streams");
  const watched: RandomStream = { ...rng, fork: (name) => (names.push(name), rng.fork(name)) };
  const hardening = completeMaskingHardening({ authentication: true, "shared-masks": true });
  for (const firstBit of [0, 320]) {
    const request = { integers: INTEGERS, bits: BITS, hardening, ledger: openLedger(1e6), missing: [1, 6] };
    expect(maskedRound(request, watched, { firstBit }).counted).toHaveLength(7);
  }
  // A round: its pads, a tag of each that arrives, a sharing of each that does not.
  expect(names).toHaveLength(2 * (1 + 7 + 2));
  expect(new Set(names).size).toBe(names.length);
});

test("A vector that arrives in another length is refused by name [THR-HARD-2]", () => {
  const carry = (client: number, masked: Float64Array): Float64Array =>
    client === 4 ? masked.slice(1) : masked;
  expect(() => play({}, { carry })).toThrow('"masked[4]" expected 40 numbers like the first row, got 39');
});

test("Where nobody arrives there is no sum, and every round draws pads of its own [THR-HARD-2]", () => {
  expect(play({}, {}, ALL).sum).toBeNull();
  const sent: Float64Array[] = [];
  const carry = (_: number, masked: Float64Array): Float64Array => (sent.push(masked), masked);
  play({}, { firstBit: 0, carry });
  play({}, { firstBit: 480, carry });
  expect(sent).toHaveLength(2 * CLIENTS);
  expect(sent[CLIENTS]).not.toEqual(sent[0]);
});

test("A ledger gives out its very last bit, and one with less than none is refused [THR-HARD-2]", () => {
  const ledger = openLedger(10);
  ledger.spend([1, 0], 0, 10);
  expect(ledger.next([0, 1])).toBe(10);
  expect(() => ledger.spend([0, 1], 10, 1)).toThrow('"pads" expected at most the 0 key bits');
  expect(() => openLedger(-1)).toThrow('"bitsEachPair" expected an integer of at least 0, got -1');
});

test("Key bits are counted, and unknown measures refused [THR-HARD-2]", () => {
  const { keyBits } = play({ authentication: true, "shared-masks": true });
  expect(keyBits).toEqual({ pads: 8 * 40 * 12, tags: 254, shares: 8 * 40 * 75 });
  expect(() => completeMaskingHardening({ tags: true })).toThrow('"hardening" expected one of wide-modulus');
  expect(() => completeMaskingHardening({ "shared-masks": { threshold: 0.4 } })).toThrow("from 0.5 to 1");
});
