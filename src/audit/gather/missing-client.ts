import type { RandomStream } from "../../base/random.ts";
import { modulusBitsFor } from "../../masking/modulus.ts";
import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import type { AuditContext } from "../context.ts";
import type { MissingClientEvidence } from "../masking-evidence.ts";
import { PAPER_CLIENTS } from "./keys.ts";
import { equal, lengthened, maskRound, plainSum, quantizedUpdates, sumOf } from "./masked-round.ts";

const BITS = 8;
const RATE = 0.1;
/** The interval misses the truth, and the claim is wrongly said to hold or not, in one of a million runs. */
const CONFIDENCE = 0.999999;
const COORDINATES = 16;
const MOST_CLIENTS = 8;

/** The first N whose sum is not that of the others when the last of N clients, all with 1, is missing. */
function smallestLoss(rng: RandomStream): MissingClientEvidence["smallest"] {
  for (let clients = 2; clients <= 4; clients++) {
    const modulusBits = modulusBitsFor(clients, BITS);
    const integers = Array.from({ length: clients }, () => Float64Array.of(1));
    const { masked } = maskRound(integers, modulusBits, rng.fork(`${clients}`));
    const [read] = sumOf(masked.slice(0, -1), modulusBits);
    if (read !== clients - 1) return { clients, trueSum: clients - 1, read: read! };
  }
  return null;
}

/** QN-5: rounds of the run's quantized updates, each client missing with probability δ. */
export function gatherMissingClient({ rounds, rng, effort }: AuditContext): MissingClientEvidence {
  const tally = { incomplete: 0, incompleteRight: 0, complete: 0, completeWrong: 0, lost: 0 };
  const clients = Math.min(MOST_CLIENTS, rounds[0]!.updates.rows);
  const modulusBits = modulusBitsFor(clients, BITS);
  for (let trial = 0; trial < effort.trials; trial++) {
    const stream = rng.fork(`trial/${trial}`);
    const measured = rounds[trial % rounds.length]!;
    const integers = lengthened(quantizedUpdates(measured, clients, COORDINATES, BITS), COORDINATES);
    const present = integers.map((_, i) => i).filter(() => stream.uniform() >= RATE);
    const { masked } = maskRound(integers, modulusBits, stream.fork("pads"));
    // Nobody at all: there is no sum to get.
    const right =
      present.length > 0 &&
      equal(
        sumOf(
          present.map((i) => masked[i]!),
          modulusBits,
        ),
        plainSum(present.map((i) => integers[i]!)),
      );
    if (!right) tally.lost++;
    if (present.length === clients) {
      tally.complete++;
      if (!right) tally.completeWrong++;
    } else {
      tally.incomplete++;
      if (right) tally.incompleteRight++;
    }
  }
  return {
    rounds: effort.trials,
    clients,
    coordinates: COORDINATES,
    dropoutRate: RATE,
    ...tally,
    loss: clopperPearson(tally.lost, effort.trials, CONFIDENCE),
    confidence: CONFIDENCE,
    expectedLoss: 1 - (1 - RATE) ** clients,
    paperClients: PAPER_CLIENTS,
    paperLoss: 1 - (1 - RATE) ** PAPER_CLIENTS,
    smallest: smallestLoss(rng.fork("smallest")),
  };
}
