import type { Law } from "../law.ts";
import { closedForm } from "./closed-form.ts";
import { densityMatrix } from "./density-matrix.ts";
import { identity } from "./identity.ts";
import { knownFigures } from "./known-figures.ts";
import { layoutIndependent } from "./layout-independent.ts";
import { monotone } from "./monotone.ts";
import { perfect } from "./perfect.ts";

export const ghzLaws: readonly Law[] = [
  closedForm,
  densityMatrix,
  identity,
  knownFigures,
  layoutIndependent,
  monotone,
  perfect,
];
