import type { MaskingAdversary } from "../masking-adversary.ts";
import { allButOne } from "./all-but-one.ts";
import { dropout } from "./dropout.ts";
import { keyStarvation } from "./key-starvation.ts";
import { padReuse } from "./pad-reuse.ts";
import { tamperer } from "./tamperer.ts";

/** Who attacks masked sums. */
export const maskingAdversaries: readonly MaskingAdversary[] = [
  padReuse,
  tamperer,
  allButOne,
  keyStarvation,
  dropout,
];
