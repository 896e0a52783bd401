import type { Law } from "../law.ts";
import { aggregatesAreClusterMeans } from "./aggregates-are-cluster-means.ts";
import { boundBeforeDropout } from "./bound-before-dropout.ts";
import { roundClusters } from "./clusters.ts";
import { contributors } from "./contributors.ts";
import { dropoutLocality } from "./dropout-locality.ts";
import { globalQsa } from "./global-qsa.ts";
import { independentClusters } from "./independent-clusters.ts";
import { meanOverAll } from "./mean-over-all.ts";
import { ruleOnSurviving } from "./rule-on-surviving.ts";
import { roundShotDistribution } from "./shot-distribution.ts";
import { unbiasedUnderNoise } from "./unbiased-under-noise.ts";
import { roundUniformCoMembership } from "./uniform-co-membership.ts";
import { view } from "./view.ts";
import { zeroUpdates } from "./zero-updates.ts";

export const roundsLaws: readonly Law[] = [
  aggregatesAreClusterMeans,
  boundBeforeDropout,
  roundClusters,
  contributors,
  dropoutLocality,
  globalQsa,
  independentClusters,
  meanOverAll,
  ruleOnSurviving,
  roundShotDistribution,
  unbiasedUnderNoise,
  roundUniformCoMembership,
  view,
  zeroUpdates,
];
