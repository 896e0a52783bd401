import type { Law } from "../law.ts";
import { explicitDraws } from "./explicit-draws.ts";
import { isPermutation } from "./is-permutation.ts";
import { partitionSeedsMatter } from "./seeds-matter.ts";
import { sizesByPolicy } from "./sizes-by-policy.ts";
import { uniformCoMembership } from "./uniform-co-membership.ts";
import { uniformPermutation } from "./uniform-permutation.ts";

export const partitionLaws: readonly Law[] = [
  explicitDraws,
  isPermutation,
  partitionSeedsMatter,
  sizesByPolicy,
  uniformCoMembership,
  uniformPermutation,
];
