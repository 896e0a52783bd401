import { matrixFromRows, rowOf } from "../../base/matrix.ts";
import { shuffledIndices } from "../../learning/shuffle.ts";
import { mask, unmask } from "../../masking/mask.ts";
import { generatePads, padsOf } from "../../masking/pads.ts";
import { quantize } from "../../masking/quantize.ts";
import type { AuditContext } from "../context.ts";
import type { MaskEvidence } from "../evidence.ts";

const BITS = 8;
const COORDINATES = 16;
const MOST_CLIENTS = 12;
/** 8 bits hold no sum of several clients: there it comes out modulo 2^8. */
const MODULI = [8, 16, 32, 53];

/** The residue of an integer in [−2^(b−1), 2^(b−1)). */
function centred(integer: number, modulusBits: number): number {
  const half = 2 ** (modulusBits - 1);
  return integer - 2 * half * Math.floor((integer + half) / (2 * half));
}

/** QN-1: the run's quantized updates masked and summed, for every pairing of client counts and moduli. */
export function gatherMasks({ rounds, rng, effort }: AuditContext): MaskEvidence {
  let wrong = 0;
  let withoutOne = 0;
  let rightWithoutOne = 0;
  let largestClients = 0;
  let worst: MaskEvidence["worst"] = null;
  const moduli = new Set<number>();
  for (let trial = 0; trial < effort.trials; trial++) {
    const { updates, result } = rounds[trial % rounds.length]!;
    const most = Math.min(MOST_CLIENTS, updates.rows);
    const clients = 1 + (trial % most);
    const modulusBits = MODULI[Math.floor(trial / most) % MODULI.length]!;
    moduli.add(modulusBits);
    const stream = rng.fork(`trial/${trial}`);
    const integers = Array.from({ length: clients }, (_, client) =>
      quantize(rowOf(updates, client).subarray(0, COORDINATES), BITS, result.weightBound),
    );
    const pads = generatePads(stream.fork("pads"), clients, integers[0]!.length, modulusBits);
    const masked = integers.map((row, client) => mask(row, client, padsOf(pads, client), modulusBits));
    const cameOutRight = (chosen: readonly number[]): boolean => {
      const sums = unmask(
        matrixFromRows(
          "masked",
          chosen.map((client) => masked[client]!),
        ),
        modulusBits,
      );
      return sums.every((sum, i) => {
        const truth = chosen.reduce((total, client) => total + integers[client]![i]!, 0);
        return sum === centred(truth, modulusBits);
      });
    };
    // In any order: the server adds what arrives.
    const order = [...shuffledIndices(stream.fork("order"), clients)];
    largestClients = Math.max(largestClients, clients);
    if (!cameOutRight(order)) {
      wrong++;
      if (worst === null || clients < worst.clients) worst = { clients, modulusBits };
    }
    if (clients === 1) continue;
    withoutOne++;
    if (cameOutRight(order.slice(1))) rightWithoutOne++;
  }
  return {
    trials: effort.trials,
    wrong,
    largestClients,
    modulusBits: [...moduli],
    withoutOne,
    rightWithoutOne,
    worst,
  };
}
