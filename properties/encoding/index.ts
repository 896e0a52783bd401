import type { Law } from "../law.ts";
import { cosineInvariance } from "./cosine-invariance.ts";
import { decodeDefinition } from "./decode-definition.ts";
import { decodeLinear } from "./decode-linear.ts";
import { encodeDefinition } from "./encode-definition.ts";
import { normScaling } from "./norm-scaling.ts";
import { phaseWrap } from "./phase-wrap.ts";
import { roundTrip } from "./round-trip.ts";
import { scaleHomogeneity } from "./scale-homogeneity.ts";
import { signSymmetry } from "./sign-symmetry.ts";

export const encodingLaws: readonly Law[] = [
  cosineInvariance,
  decodeDefinition,
  decodeLinear,
  encodeDefinition,
  normScaling,
  phaseWrap,
  roundTrip,
  scaleHomogeneity,
  signSymmetry,
];
