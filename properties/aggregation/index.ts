import type { Law } from "../law.ts";
import { densityMatrix } from "./density-matrix.ts";
import { exactExpectation } from "./exact-expectation.ts";
import { fullTurn } from "./full-turn.ts";
import { independentBases } from "./independent-bases.ts";
import { independentCoordinates } from "./independent-coordinates.ts";
import { independentSeeds } from "./independent-seeds.ts";
import { memberOrder } from "./member-order.ts";
import { noiseDistribution } from "./noise-distribution.ts";
import { noiseSize } from "./noise-size.ts";
import { range } from "./range.ts";
import { shotDistribution } from "./shot-distribution.ts";
import { singleClient } from "./single-client.ts";
import { sumOnly } from "./sum-only.ts";
import { unbiased } from "./unbiased.ts";
import { varianceClosedForm } from "./variance-closed-form.ts";
import { variance } from "./variance.ts";
import { visibilityDistribution } from "./visibility-distribution.ts";
import { visibilityExact } from "./visibility-exact.ts";
import { wholeCounts } from "./whole-counts.ts";
import { wrap } from "./wrap.ts";

export const aggregationLaws: readonly Law[] = [
  densityMatrix,
  exactExpectation,
  fullTurn,
  independentBases,
  independentCoordinates,
  independentSeeds,
  memberOrder,
  noiseDistribution,
  noiseSize,
  range,
  shotDistribution,
  singleClient,
  sumOnly,
  unbiased,
  varianceClosedForm,
  variance,
  visibilityDistribution,
  visibilityExact,
  wholeCounts,
  wrap,
];
