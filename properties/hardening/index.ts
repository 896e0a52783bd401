import type { Law } from "../law.ts";
import { clipBound } from "./clip-bound.ts";
import { freshClusters } from "./fresh-clusters.ts";
import { guardBand } from "./guard-band.ts";
import { honestUnflagged } from "./honest-unflagged.ts";
import { localNoise } from "./local-noise.ts";
import { nothingOn } from "./nothing-on.ts";
import { hardeningRefusals } from "./refusals.ts";
import { stableClusters } from "./stable-clusters.ts";

export const hardeningLaws: readonly Law[] = [
  clipBound,
  freshClusters,
  guardBand,
  honestUnflagged,
  localNoise,
  nothingOn,
  hardeningRefusals,
  stableClusters,
];
