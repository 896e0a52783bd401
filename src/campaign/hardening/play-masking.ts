import { roundsDone } from "../../../adversaries/oracles/masks.ts";
import { rowOf, zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { isRefusal } from "../../base/refusal.ts";
import type { MaskingHardening } from "../../masking/hardening.ts";
import { openLedger } from "../../masking/key-ledger.ts";
import { maskedRound } from "../../masking/masked-round.ts";
import type { MaskedRoundEdits, MaskedRoundResult } from "../../masking/masked-round.ts";
import { addResidues } from "../../masking/modulus.ts";
import { rate } from "./estimate.ts";
import type { Outcome } from "./estimate.ts";
import type { Scenario, Scene } from "./scene.ts";

/** q of the quantizer. */
const BITS = 8;

/** Key bits of each pair: enough for any round here. */
const KEY_BITS = 2 ** 40;

/** Uniform q-bit integers, as of updates that use the whole range. */
function drawIntegers({ clients, coordinates }: Scene, rng: RandomStream): Matrix {
  const integers = zeros(clients, coordinates);
  for (let i = 0; i < integers.data.length; i++) {
    integers.data[i] = rng.integer(2 ** BITS - 1) - (2 ** (BITS - 1) - 1);
  }
  return integers;
}

function sumOf({ columns, data }: Matrix, clients: readonly number[]): Float64Array {
  return Float64Array.from({ length: columns }, (_, c) =>
    clients.reduce((sum, client) => sum + data[client * columns + c]!, 0),
  );
}

interface MaskingPlay {
  readonly integers: Matrix;
  /** Null where the profile refuses the round. */
  readonly result: MaskedRoundResult | null;
}

function playMasks(
  scene: Scene,
  hardening: MaskingHardening,
  rng: RandomStream,
  edits: MaskedRoundEdits = {},
  missing: readonly number[] = [],
): MaskingPlay {
  const integers = drawIntegers(scene, rng.fork("integers"));
  const ledger = openLedger(KEY_BITS);
  const request = { integers, bits: BITS, hardening, ledger, missing };
  return { integers, result: maskedRound(request, rng.fork("keys"), edits) };
}

/** Entries of the sum that are not those of the clients who are counted, or of all where nobody is said to miss. */
function wrongEntries({ integers, result }: MaskingPlay): Outcome {
  const { columns } = integers;
  // A round that yields nothing misleads nobody.
  if (result === null || result.sum === null) return rate(0, columns);
  const right = sumOf(integers, result.counted);
  return rate(result.sum.filter((entry, c) => entry !== right[c]).length, columns);
}

/** A modulus that holds the sum, so that wrapping is not counted among what other measures are against. */
function wide(hardening: MaskingHardening): MaskingHardening {
  return { ...hardening, "wide-modulus": {} };
}

/** What goes wrong in masked sums. */
export const maskingScenarios: Readonly<
  Record<"wrapping" | "reuse" | "tamperer" | "dropout" | "allButOne" | "starvation", Scenario>
> = {
  wrapping: {
    adversary: "masking (the modulus of the paper)",
    options: {},
    figure: "entries of the sum that wrapped",
    protocol: "masking",
    play: (scene, { masking }, rng) => wrongEntries(playMasks(scene, masking, rng)),
  },
  reuse: {
    adversary: "masking/pad-reuse",
    options: {},
    figure: "entries of the difference of two updates that are read",
    protocol: "masking",
    play: (scene, { masking }, rng) => {
      const hardening = wide(masking);
      const ledger = openLedger(KEY_BITS);
      const keys = rng.fork("keys");
      const sent: Float64Array[] = [];
      const drawn: Matrix[] = [];
      for (const t of [0, 1]) {
        const integers = drawIntegers(scene, rng.fork(`integers/${t}`));
        drawn.push(integers);
        const watch: MaskedRoundEdits = {
          firstBit: 0,
          carry: (client, masked) => {
            if (client === 0) sent.push(masked);
            return masked;
          },
        };
        try {
          maskedRound({ integers, bits: BITS, hardening, ledger }, keys, watch);
        } catch (error) {
          if (!isRefusal(error)) throw error;
        }
      }
      const { coordinates } = scene;
      const [first, second] = sent;
      // Without a second vector there is no difference to take.
      if (first === undefined || second === undefined) return rate(0, coordinates);
      const modulus = 2 ** Math.ceil(Math.log2(scene.clients * (2 ** BITS - 2) + 1));
      const read = first.filter((entry, c) => {
        const difference = drawn[0]!.data[c]! - drawn[1]!.data[c]!;
        return (entry - second[c]! - difference) % modulus === 0;
      });
      return rate(read.length, coordinates);
    },
  },
  tamperer: {
    adversary: "masking/tamperer",
    options: { delta: 1 },
    figure: "entries of the sum that were moved",
    protocol: "masking",
    play: (scene, { masking }, rng) =>
      wrongEntries(
        playMasks(scene, wide(masking), rng, {
          carry: (client, masked, modulus) =>
            client === 0 ? masked.map((entry) => addResidues(entry, 1, modulus)) : masked,
        }),
      ),
  },
  dropout: {
    adversary: "masking/dropout",
    options: { clients: 1 },
    figure: "entries of the sum that are not those of the clients left",
    protocol: "masking",
    play: (scene, { masking }, rng) =>
      wrongEntries(playMasks(scene, wide(masking), rng, {}, [rng.fork("missing").integer(scene.clients)])),
  },
  allButOne: {
    adversary: "masking/all-but-one",
    options: {},
    figure: "entries of a client's update that all others and the server read",
    protocol: "masking",
    play: (scene, { masking }, rng) => {
      const { integers, result } = playMasks(scene, wide(masking), rng);
      if (result === null || result.sum === null) return rate(0, scene.coordinates);
      const [victim, ...others] = result.counted;
      const known = sumOf(integers, others);
      const own = rowOf(integers, victim!);
      const read = result.sum.filter((entry, c) => entry === known[c]! + own[c]!);
      return rate(read.length, scene.coordinates);
    },
  },
  starvation: {
    adversary: "masking/key-starvation",
    options: { rate: 0.5 },
    figure: "rounds without their keys in time",
    protocol: "masking",
    // Keys come as fast as they do without measures, and every bit that a measure takes is missing elsewhere.
    play: (scene, { masking }, rng) => {
      const share = keyBitsOf(scene, {}, rng) / keyBitsOf(scene, masking, rng);
      return rate(scene.rounds - roundsDone(scene.rounds, 0.5 * share), scene.rounds);
    },
  },
};

/** Key bits of one client in one round. */
export function keyBitsOf(scene: Scene, hardening: MaskingHardening, rng: RandomStream): number {
  const { pads, tags, shares } = playMasks(scene, hardening, rng).result!.keyBits;
  return pads + tags + shares;
}
