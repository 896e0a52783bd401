import { matrixFromRows, rowOf } from "../../base/matrix.ts";
import { mask, unmask } from "../../masking/mask.ts";
import { modulusBitsFor } from "../../masking/modulus.ts";
import { generatePads, padsOf } from "../../masking/pads.ts";
import { quantize } from "../../masking/quantize.ts";
import type { AuditContext } from "../context.ts";
import type { MaskEvidence } from "../evidence.ts";

const BITS = 8;
const COORDINATES = 16;
const MODULI = [16, 32, 52, 53];

/** QN-1: the run's quantized updates masked and summed, for several numbers of clients and moduli. */
export function gatherMasks({ rounds, rng, effort }: AuditContext): MaskEvidence {
  let trials = 0;
  let wrong = 0;
  let rightWithoutOne = 0;
  let largestClients = 0;
  let worst: MaskEvidence["worst"] = null;
  for (let trial = 0; trial < effort.trials; trial++) {
    const { updates, result } = rounds[trial % rounds.length]!;
    const clients = 1 + (trial % Math.min(12, updates.rows));
    const modulusBits = Math.max(MODULI[trial % MODULI.length]!, modulusBitsFor(clients, BITS));
    const integers = Array.from({ length: clients }, (_, client) =>
      quantize(rowOf(updates, client).subarray(0, COORDINATES), BITS, result.weightBound),
    );
    const coordinates = integers[0]!.length;
    const pads = generatePads(rng.fork(`pads/${trial}`), clients, coordinates, modulusBits);
    const masked = integers.map((row, client) => mask(row, client, padsOf(pads, client), modulusBits));
    const truth = Array.from({ length: coordinates }, (_, i) =>
      integers.reduce((sum, row) => sum + row[i]!, 0),
    );
    const isTrue = (rows: readonly Float64Array[], expected: readonly number[]): boolean =>
      unmask(matrixFromRows("masked", rows), modulusBits).every((sum, i) => sum === expected[i]);
    trials++;
    largestClients = Math.max(largestClients, clients);
    // Any order: the server adds what arrives.
    if (!isTrue(masked.toReversed(), truth)) {
      wrong++;
      if (worst === null || clients < worst.clients) worst = { clients, modulusBits };
    }
    if (clients > 1) {
      const withoutFirst = truth.map((sum, i) => sum - integers[0]![i]!);
      if (isTrue(masked.slice(1), withoutFirst)) rightWithoutOne++;
    }
  }
  return { trials, wrong, largestClients, modulusBits: MODULI, rightWithoutOne, worst };
}
