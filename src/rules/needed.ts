import type { RandomStream } from "../base/random.ts";
import { typeRefusal } from "../base/refusal.ts";
import type { RuleParameters } from "./rule.ts";

/** The reference of a rule that cannot do without one. @throws TypeError where it is missing */
export function neededReference({ reference }: RuleParameters, rule: string): Float64Array {
  if (reference === undefined) throw typeRefusal("reference", `a vector, which ${rule} needs`, reference);
  return reference;
}

/** The stream of whatever has to draw. @throws TypeError where it is missing */
export function neededStream(rng: RandomStream | undefined, what: string): RandomStream {
  if (rng === undefined) throw typeRefusal("seed", `a string, since ${what} draws`, rng);
  return rng;
}
