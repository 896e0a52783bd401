import type { ClientAdversary } from "./adversary.ts";
import type { ColludersAdversary } from "./colluders-adversary.ts";
import { clientAdversaries } from "./client/index.ts";
import { colludingAdversaries } from "./colluders/index.ts";
import type { ExternalAdversary } from "./external-adversary.ts";
import { externalAdversaries } from "./external/index.ts";
import type { MaskingAdversary } from "./masking-adversary.ts";
import { maskingAdversaries } from "./masking/index.ts";
import type { ServerAdversary } from "./server-adversary.ts";
import { serverAdversaries } from "./server/index.ts";

/** Parties that want to know or disturb, other than Byzantine clients; `role` tells them apart. */
export type PartyAdversary = ColludersAdversary | ServerAdversary | ExternalAdversary | MaskingAdversary;

/** Whoever attacks. */
export type Adversary = ClientAdversary | PartyAdversary;

/** Every Byzantine client: what a campaign of detection can play. */
export const adversaries: readonly ClientAdversary[] = clientAdversaries;

/** Every server, outsider, colluder and masking party: whose leakage can be measured. */
export const partyAdversaries: readonly PartyAdversary[] = [
  ...serverAdversaries,
  ...colludingAdversaries,
  ...externalAdversaries,
  ...maskingAdversaries,
];

/** The client adversary of an id, or of the last part of one: `client/sign-flip` or `sign-flip`. */
export function findAdversary(name: string): ClientAdversary | undefined {
  return adversaries.find(({ id }) => id === name || id.endsWith(`/${name}`));
}

/** The same among all other parties. */
export function findPartyAdversary(name: string): PartyAdversary | undefined {
  return partyAdversaries.find(({ id }) => id === name || id.endsWith(`/${name}`));
}
