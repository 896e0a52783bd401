import type { RandomStream } from "../../base/random.ts";
import { addResidues, residueOf, subtractResidues } from "../../masking/modulus.ts";
import { padsOf } from "../../masking/pads.ts";
import { chiSquareTest } from "../../statistics/chi-square-test.ts";
import type { AuditContext } from "../context.ts";
import type { CollusionCase, CollusionEvidence } from "../masking-evidence.ts";
import { centred, equal, lengthened, maskRound, plainSum, quantizedUpdates, sumOf } from "./masked-round.ts";
import type { MaskedRound } from "./masked-round.ts";

const BITS = 8;
const MODULUS = 2 ** BITS;
const COORDINATES = 16;
const MOST_CLIENTS = 6;
/** Residues in each of the 256 cells: below some twenty the chi-square distribution is far off. */
const PER_CELL = 40;
const LEVEL = 1e-6;

/** A target's masked vector without the pads that a coalition holds: all that it and the server can take away. */
export function stripped(
  { masked, pads }: MaskedRound,
  target: number,
  coalition: readonly number[],
): Float64Array {
  const rest = masked[target]!.slice();
  for (const member of coalition) {
    const pad = padsOf(pads, member).get(target)!;
    // The target added the pads that it shares with clients above it.
    const combine = member > target ? subtractResidues : addResidues;
    for (let c = 0; c < rest.length; c++) rest[c] = combine(rest[c]!, pad[c]!, MODULUS);
  }
  return rest.map((residue) => centred(residue, BITS));
}

/** A public sum without the coalition's own integers. */
function remainder({ integers, masked }: MaskedRound, coalition: readonly number[]): Float64Array {
  const sum = sumOf(masked, BITS);
  const own = plainSum([sum.map(() => 0), ...coalition.map((member) => integers[member]!)]);
  return sum.map((value, c) => centred(value - own[c]!, BITS));
}

/** `members` clients after the target, counted round. */
function coalitionOf(members: number, target: number, clients: number): number[] {
  return Array.from({ length: members }, (_, i) => (target + 1 + i) % clients);
}

/** What the largest coalition that leaves one of three clients out holds of a target, counted by residue. */
function residues(integers: readonly Float64Array[], count: number, rng: RandomStream): number[] {
  const cells = Array.from({ length: MODULUS }, () => 0);
  const three = [0, 1, 2].map((i) => integers[i % integers.length]!);
  const seen = stripped(maskRound(lengthened(three, count), BITS, rng.fork("residues")), 0, [1]);
  for (const residue of seen) cells[residueOf(residue, MODULUS)]!++;
  return cells;
}

/** QN-3: every size of coalition against a target, really unmasking what they hold. */
export function gatherCollusion({ rounds, rng }: AuditContext): CollusionEvidence {
  const tally = { coalitions: 0, partial: 0, partialExposed: 0, complete: 0, completeExposed: 0 };
  let smallestPeer: CollusionCase | null = null;
  let smallestCoalition: CollusionCase | null = null;
  const available = lengthened(quantizedUpdates(rounds[0]!, MOST_CLIENTS, COORDINATES, BITS), COORDINATES);
  // Few clients may be all there are: the same update under fresh pads does as well for another.
  const everyone = Array.from({ length: MOST_CLIENTS }, (_, i) => available[i % available.length]!);
  for (let clients = 2; clients <= MOST_CLIENTS; clients++) {
    for (let members = 0; members < clients; members++) {
      const target = members % clients;
      const run = maskRound(everyone.slice(0, clients), BITS, rng.fork(`masks/${clients}/${members}`));
      const coalition = coalitionOf(members, target, clients);
      const truth = run.integers[target]!;
      const read = stripped(run, target, coalition);
      const exposed = equal(read, truth);
      const shown = truth.indexOf(truth.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a)));
      const found = { clients, members, integer: truth[shown]!, read: read[shown]! };
      tally.coalitions++;
      if (members === 1) {
        const peers = remainder(run, coalition);
        if (equal(peers, truth)) smallestPeer ??= { ...found, read: peers[shown]! };
      }
      if (members === clients - 1) {
        tally.complete++;
        if (!exposed) continue;
        tally.completeExposed++;
        // Of two, the other one needs no pad: see the peer.
        if (clients > 2) smallestCoalition ??= found;
      } else {
        tally.partial++;
        if (exposed) tally.partialExposed++;
      }
    }
  }
  const count = PER_CELL * MODULUS;
  const { pValue } = chiSquareTest(
    residues(available, count, rng),
    Array.from({ length: MODULUS }, () => 1 / MODULUS),
  );
  return {
    ...tally,
    largestClients: MOST_CLIENTS,
    coordinates: COORDINATES,
    smallestPeer,
    smallestCoalition,
    uniformPValue: pValue,
    uniformLevel: LEVEL,
    residues: count,
  };
}
