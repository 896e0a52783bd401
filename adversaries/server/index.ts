import type { ServerAdversary } from "../server-adversary.ts";
import { colludersWithServer } from "./colluders.ts";
import { curiousBounds } from "./curious-bounds.ts";
import { curiousRound } from "./curious-round.ts";
import { knownCandidate } from "./known-candidate.ts";
import { manyRounds } from "./many-rounds.ts";
import { partitionSteering } from "./partition-steering.ts";
import { productStates } from "./product-states.ts";
import { residues } from "./residues.ts";
import { signedGhz } from "./signed-ghz.ts";

/** Servers: by what they compute from an honest run, and by what they do to it. */
export const serverAdversaries: readonly ServerAdversary[] = [
  curiousRound,
  curiousBounds,
  knownCandidate,
  manyRounds,
  residues,
  colludersWithServer,
  productStates,
  signedGhz,
  partitionSteering,
];
