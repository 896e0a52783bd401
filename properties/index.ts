import type { Law } from "./law.ts";
import { encodingLaws } from "./encoding/index.ts";
import { partitionLaws } from "./partition/index.ts";
import { ghzLaws } from "./ghz/index.ts";
import { aggregationLaws } from "./aggregation/index.ts";
import { maskingLaws } from "./masking/index.ts";
import { screeningLaws } from "./screening/index.ts";
import { roundsLaws } from "./rounds/index.ts";
import { hardeningLaws } from "./hardening/index.ts";
import { threatLaws } from "./threat/index.ts";
import { determinismLaws } from "./determinism/index.ts";
import { refusalsLaws } from "./refusals/index.ts";
import { streamLaws } from "./stream/index.ts";

/** Every law, in the order in which they run: what the others build on comes first. */
export const laws: readonly Law[] = [
  ...encodingLaws,
  ...partitionLaws,
  ...ghzLaws,
  ...aggregationLaws,
  ...maskingLaws,
  ...screeningLaws,
  ...roundsLaws,
  ...hardeningLaws,
  ...threatLaws,
  ...determinismLaws,
  ...refusalsLaws,
  ...streamLaws,
];
