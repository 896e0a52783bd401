import type { RandomStream } from "../../base/random.ts";
import { isRefusal } from "../../base/refusal.ts";
import { mask } from "../../masking/mask.ts";
import { addResidues, modulusBitsFor } from "../../masking/modulus.ts";
import { generatePads, padsOf } from "../../masking/pads.ts";
import { chiSquareTest } from "../../statistics/chi-square-test.ts";
import type { AuditContext } from "../context.ts";
import type { PadUseEvidence } from "../masking-evidence.ts";
import { centred, maskRound, plainSum, quantizedUpdates, sumOf } from "./masked-round.ts";

const BITS = 8;
const COORDINATES = 16;
const PAIRS = 50;
const RESIDUE_BITS = 8;
const PER_CELL = 40;
const LEVEL = 1e-6;

/** How often the difference of two masked vectors is that of the integers, and where first. */
function differences(
  first: Float64Array,
  second: Float64Array,
  maskedTwice: readonly [Float64Array, Float64Array],
  modulusBits: number,
): { revealed: number; case: NonNullable<PadUseEvidence["firstReuse"]> | null } {
  let revealed = 0;
  let found: PadUseEvidence["firstReuse"] = null;
  for (const [c, integer] of first.entries()) {
    const difference = centred(maskedTwice[0][c]! - maskedTwice[1][c]!, modulusBits);
    if (difference !== centred(integer - second[c]!, modulusBits)) continue;
    revealed++;
    // A difference of 0 shows less.
    if (found === null || found.difference === 0) found = { first: integer, second: second[c]!, difference };
  }
  return { revealed, case: found };
}

/** One integer under ever new pads, counted by residue. */
function residuesOf(integer: number, count: number, rng: RandomStream): number[] {
  const cells = Array.from({ length: 2 ** RESIDUE_BITS }, () => 0);
  const row = new Float64Array(count).fill(integer);
  for (const residue of mask(row, 0, padsOf(generatePads(rng, 2, count, RESIDUE_BITS), 0), RESIDUE_BITS)) {
    cells[residue]!++;
  }
  return cells;
}

/** QN-6: two rounds under one pad and under two, and one masked vector changed on its way to the server. */
export function gatherPadUse({ rounds, rng }: AuditContext): PadUseEvidence {
  const modulusBits = modulusBitsFor(2, BITS);
  const tally = {
    reused: 0,
    reusedRevealed: 0,
    renewed: 0,
    renewedRevealed: 0,
    tampered: 0,
    refused: 0,
    shifted: 0,
  };
  let firstReuse: PadUseEvidence["firstReuse"] = null;
  let firstShift: PadUseEvidence["firstShift"] = null;
  for (let pair = 0; pair < PAIRS; pair++) {
    const stream = rng.fork(`pair/${pair}`);
    const updates = quantizedUpdates(
      rounds[pair % rounds.length]!,
      rounds[0]!.updates.rows,
      COORDINATES,
      BITS,
    );
    const [first, second] = [0, 1].map((i) => updates[(pair + i) % updates.length]!);
    const one = maskRound([first!, second!], modulusBits, stream.fork("pads"));
    const again = mask(second!, 0, padsOf(one.pads, 0), modulusBits);
    const fresh = maskRound([second!, first!], modulusBits, stream.fork("new pads")).masked[0]!;
    const reuse = differences(first!, second!, [one.masked[0]!, again], modulusBits);
    const renewal = differences(first!, second!, [one.masked[0]!, fresh], modulusBits);
    tally.reused += first!.length;
    tally.reusedRevealed += reuse.revealed;
    tally.renewed += first!.length;
    tally.renewedRevealed += renewal.revealed;
    firstReuse ??= reuse.case;

    const added = 1 + stream.integer(100);
    const changed = one.masked[0]!.map((residue) => addResidues(residue, added, 2 ** modulusBits));
    tally.tampered++;
    try {
      const read = sumOf([changed, one.masked[1]!], modulusBits);
      const truth = plainSum(one.integers);
      if (read.every((sum, c) => sum === centred(truth[c]! + added, modulusBits))) tally.shifted++;
      firstShift ??= { added, trueSum: truth[0]!, read: read[0]! };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      tally.refused++;
    }
  }
  const residues = PER_CELL * 2 ** RESIDUE_BITS;
  const { pValue } = chiSquareTest(
    residuesOf(42, residues, rng.fork("residues")),
    Array.from({ length: 2 ** RESIDUE_BITS }, () => 2 ** -RESIDUE_BITS),
  );
  return {
    pairs: PAIRS,
    ...tally,
    chance: 2 ** -modulusBits,
    firstReuse,
    firstShift,
    uniformPValue: pValue,
    uniformLevel: LEVEL,
    residues,
  };
}
