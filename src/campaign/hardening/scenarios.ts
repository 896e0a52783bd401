import { loneClient } from "./lone-client.ts";
import type { AnyMeasure } from "./measures.ts";
import { clientScenarios, otherClientScenarios } from "./play-clients.ts";
import { maskingScenarios } from "./play-masking.ts";
import { partyScenarios } from "./play-parties.ts";
import type { PartyScenario } from "./play-parties.ts";
import { poisonScenarios } from "./play-poison.ts";
import type { Scenario } from "./scene.ts";

/** An adversary and a figure of its success, whoever it is. */
export type AnyScenario = Scenario | PartyScenario;

const { collapse, partialCollapse, flip, outOfRange, inflater } = clientScenarios;
const parties = partyScenarios;

/** Whom each measure by itself is tried on. */
export const TARGETS: Readonly<Record<AnyMeasure, readonly AnyScenario[]>> = {
  "clip-bound": [parties.bounds, inflater],
  "guard-band": [outOfRange],
  "balanced-clusters": [loneClient],
  "stable-clusters": [parties.manyRounds],
  "reshuffle-budget": [parties.manyRounds],
  "commit-reveal": [parties.steering],
  "verification-rounds": [
    parties.productStates,
    parties.signedGhz,
    parties.substitution,
    parties.unseenSubstitution,
    parties.interceptZ,
  ],
  "visibility-floor": [collapse, partialCollapse, parties.interceptZ],
  "residue-parity": [flip, parties.interceptX],
  "local-noise": [parties.oneRound, parties.candidate, parties.colluders],
  "wide-modulus": [maskingScenarios.wrapping],
  "key-ledger": [maskingScenarios.reuse],
  authentication: [maskingScenarios.tamperer],
  "shared-masks": [maskingScenarios.dropout],
};

/** Every adversary: whom all measures together are tried on. */
export const EVERYONE: readonly AnyScenario[] = [
  ...Object.values(parties),
  loneClient,
  ...Object.values(maskingScenarios),
  ...Object.values(clientScenarios),
  ...otherClientScenarios,
  ...poisonScenarios,
];
