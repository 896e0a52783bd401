import type { OptionValues } from "../../adversaries/adversary.ts";
import type { Inference } from "../../adversaries/inference.ts";
import type { MaskingAdversary } from "../../adversaries/masking-adversary.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { mask, unmask } from "../masking/mask.ts";
import { modulusBitsFor } from "../masking/modulus.ts";
import { generatePads, padsOf } from "../masking/pads.ts";
import { quantize } from "../masking/quantize.ts";
import { largestMagnitude } from "../protocol/encode.ts";
import type { DrawnUpdates } from "./leakage-setting.ts";

/** q of every masked sum here. */
export const QUANTIZER_BITS = 8;

/** Masked sums under attack. */
export interface MasksPlay {
  readonly inference: Inference;
  readonly modulusBits: number;
  readonly victim: number;
  /** By round: the clients' integers, n × d. */
  readonly integers: readonly Matrix[];
  /** By round: what the server unmasked, and the true sum of the integers. */
  readonly sums: readonly { readonly read: Float64Array; readonly true: Float64Array }[];
  /** How many of the rounds had their keys in time. */
  readonly done: number;
}

function sumOf(integers: Matrix): Float64Array {
  const sum = new Float64Array(integers.columns);
  for (const [i, value] of integers.data.entries()) sum[i % integers.columns]! += value;
  return sum;
}

/** Rounds that get their keys in the time of so many: what is distilled in each is kept until it fills a round's pads. */
function roundsInTime(rounds: number, rate: number): number {
  let [kept, done] = [0, 0];
  for (let slot = 0; slot < rounds; slot++) {
    kept += rate;
    if (kept < 1 - 1e-9) continue;
    kept -= 1;
    done++;
  }
  return done;
}

/**
 * Plays masked sums of quantized updates, at least two rounds where pads are used twice. The modulus holds the sum; pads
 * are drawn anew each round.
 *
 * @throws RangeError for as many missing clients as there are, and for pads that are used twice in a single round
 */
export function playMasks(
  adversary: MaskingAdversary,
  options: OptionValues,
  drawn: DrawnUpdates,
  rng: RandomStream,
): MasksPlay {
  const acts = adversary.make(options);
  const { rows: clients, columns } = drawn.rounds[0]!;
  const missing = acts.missing ?? 0;
  if (missing >= clients) throw rangeRefusal("missing", `fewer than the ${clients} clients`, missing);
  if (acts.reusesPads === true && drawn.rounds.length < 2) {
    throw rangeRefusal("rounds", "at least 2, for pads to be used twice", drawn.rounds.length);
  }
  const modulusBits = modulusBitsFor(clients, QUANTIZER_BITS);
  const victim = rng.fork("victim").integer(clients);
  const integers: Matrix[] = [];
  const masked: Matrix[] = [];
  const sums: { read: Float64Array; true: Float64Array }[] = [];
  for (const [t, updates] of drawn.rounds.entries()) {
    const bound = largestMagnitude(updates.data);
    const own = zeros(clients, columns);
    for (let client = 0; client < clients; client++) {
      rowOf(own, client).set(quantize(rowOf(updates, client), QUANTIZER_BITS, bound));
    }
    const name = acts.reusesPads === true ? "pads" : `pads/${t}`;
    const pads = generatePads(rng.fork(name), clients, columns, modulusBits);
    const sent = zeros(clients - missing, columns);
    for (let client = 0; client < sent.rows; client++) {
      const honest = mask(rowOf(own, client), client, padsOf(pads, client), modulusBits);
      const carried =
        client === victim ? acts.carries?.(honest, 2 ** modulusBits, rng.fork(`carry/${t}`)) : undefined;
      rowOf(sent, client).set(carried ?? honest);
    }
    integers.push(own);
    masked.push(sent);
    sums.push({ read: unmask(sent, modulusBits), true: sumOf(own) });
  }
  const view = { clients, modulusBits, masked };
  const draws = rng.fork("adversary");
  return {
    inference:
      adversary.sees === "masked"
        ? adversary.make(options).observe(view, draws)
        : adversary.make(options).observe(
            {
              ...view,
              victim,
              integers: integers.map((all) => {
                const shown = { ...all, data: all.data.slice() };
                rowOf(shown, victim).fill(0);
                return shown;
              }),
            },
            draws,
          ),
    modulusBits,
    victim,
    integers,
    sums,
    done: roundsInTime(drawn.rounds.length, acts.keyRate ?? Infinity),
  };
}
