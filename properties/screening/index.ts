import type { Law } from "../law.ts";
import { acceptedShape } from "./accepted-shape.ts";
import { boundedInfluence } from "./bounded-influence.ts";
import { possibleDraws } from "./draws.ts";
import { drawsMatter } from "./draws-matter.ts";
import { furtherRulesLaw } from "./further-rules.ts";
import { hull } from "./hull.ts";
import { krumBoundedInfluence } from "./krum-bounded-influence.ts";
import { krumDefinition } from "./krum-definition.ts";
import { meanDefinition } from "./mean-definition.ts";
import { medianBoundedInfluence } from "./median-bounded-influence.ts";
import { medianDefinition } from "./median-definition.ts";
import { permutation } from "./permutation.ts";
import { preAggregatorsLaw } from "./pre-aggregators.ts";
import { ruleRefusals } from "./rule-refusals.ts";
import { sameAnswer } from "./same-answer.ts";
import { scaling } from "./scaling.ts";
import { subsetLimit } from "./subset-limit.ts";
import { toleratedF } from "./tolerated-f.ts";
import { translation } from "./translation.ts";
import { unanimity } from "./unanimity.ts";

export const screeningLaws: readonly Law[] = [
  acceptedShape,
  boundedInfluence,
  possibleDraws,
  drawsMatter,
  furtherRulesLaw,
  hull,
  krumBoundedInfluence,
  krumDefinition,
  meanDefinition,
  medianBoundedInfluence,
  medianDefinition,
  permutation,
  preAggregatorsLaw,
  ruleRefusals,
  sameAnswer,
  scaling,
  subsetLimit,
  toleratedF,
  translation,
  unanimity,
];
