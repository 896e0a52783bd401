import type { Law } from "../law.ts";
import { acceptedShape } from "./accepted-shape.ts";
import { furtherRulesLaw } from "./further-rules.ts";
import { krumBoundedInfluence } from "./krum-bounded-influence.ts";
import { krumDefinition } from "./krum-definition.ts";
import { meanDefinition } from "./mean-definition.ts";
import { medianBoundedInfluence } from "./median-bounded-influence.ts";
import { medianDefinition } from "./median-definition.ts";
import { permutation } from "./permutation.ts";
import { scaling } from "./scaling.ts";
import { toleratedF } from "./tolerated-f.ts";
import { translation } from "./translation.ts";
import { unanimity } from "./unanimity.ts";

export const screeningLaws: readonly Law[] = [
  acceptedShape,
  furtherRulesLaw,
  krumBoundedInfluence,
  krumDefinition,
  meanDefinition,
  medianBoundedInfluence,
  medianDefinition,
  permutation,
  scaling,
  toleratedF,
  translation,
  unanimity,
];
