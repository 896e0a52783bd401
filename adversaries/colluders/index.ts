import type { ColludersAdversary } from "../colluders-adversary.ts";
import { clusterMates } from "./cluster-mates.ts";

/** Clients that pool what they hold, without the server. */
export const colludingAdversaries: readonly ColludersAdversary[] = [clusterMates];
