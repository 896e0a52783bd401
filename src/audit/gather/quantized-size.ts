import type { RandomStream } from "../../base/random.ts";
import { modulusBitsFor } from "../../masking/modulus.ts";
import type { AuditContext } from "../context.ts";
import type { QuantizedSizeEvidence } from "../masking-evidence.ts";
import { PAPER_CLIENTS } from "./keys.ts";
import { maskRound, plainSum, quantizedUpdates, sumOf } from "./masked-round.ts";

const BITS = 8;
const PLAIN_BITS = 32;
const LARGEST_INTEGER = 127;
/** Pairs of pads grow as their square. */
const MOST_CLIENTS = 60;
const COORDINATES = 64;

/** The first N, then integer, that equal clients hold and that does not come back in a modulus of 8 bits. */
function smallestWrap(rng: RandomStream): QuantizedSizeEvidence["smallest"] {
  for (let clients = 1; clients <= 4; clients++) {
    for (let integer = 1; integer <= LARGEST_INTEGER; integer++) {
      const integers = Array.from({ length: clients }, () => Float64Array.of(integer));
      const { masked } = maskRound(integers, BITS, rng.fork(`${clients}/${integer}`));
      const [read] = sumOf(masked, BITS);
      const [trueSum] = plainSum(integers);
      if (read !== trueSum) {
        return { clients, integer, share: integer / LARGEST_INTEGER, trueSum: trueSum!, read: read! };
      }
    }
  }
  return null;
}

/** QN-2: the run's updates at 8 bits, summed in a modulus of 8 bits and in one that holds the sum. */
export function gatherQuantizedSize({ rounds, rng }: AuditContext): QuantizedSizeEvidence {
  const clients = Math.min(MOST_CLIENTS, rounds[0]!.updates.rows);
  const sufficientModulusBits = modulusBitsFor(clients, BITS);
  // One vector of all rounds: a pad costs more to set up than to draw.
  const byRound = rounds.map((measured) => quantizedUpdates(measured, clients, COORDINATES, BITS));
  const integers = Array.from({ length: clients }, (_, client) =>
    Float64Array.from(byRound.flatMap((rows) => [...rows[client]!])),
  );
  const truth = plainSum(integers);
  const wrongIn = (modulusBits: number): number => {
    const read = sumOf(maskRound(integers, modulusBits, rng.fork(`${modulusBits} bits`)).masked, modulusBits);
    return truth.filter((sum, c) => sum !== read[c]).length;
  };
  const paperSufficientBits = modulusBitsFor(PAPER_CLIENTS, BITS);
  return {
    quantizerBits: BITS,
    unquantizedBits: PLAIN_BITS,
    savedShare: 1 - BITS / PLAIN_BITS,
    smallest: smallestWrap(rng.fork("smallest")),
    clients,
    sums: truth.length,
    wrappedSums: wrongIn(BITS),
    wrongInSufficientModulus: wrongIn(sufficientModulusBits),
    sufficientModulusBits,
    sufficientSavedShare: 1 - sufficientModulusBits / PLAIN_BITS,
    paperClients: PAPER_CLIENTS,
    paperSufficientBits,
    paperSavedShare: 1 - paperSufficientBits / PLAIN_BITS,
  };
}
