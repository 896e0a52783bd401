import type { ClientAdversary } from "./adversary.ts";
import { clientAdversaries } from "./client/index.ts";

/** Every adversary that a campaign can play. */
export const adversaries: readonly ClientAdversary[] = clientAdversaries;

/** The adversary of an id, or of the last part of one: `client/sign-flip` or `sign-flip`. */
export function findAdversary(name: string): ClientAdversary | undefined {
  return adversaries.find(({ id }) => id === name || id.endsWith(`/${name}`));
}
