import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";

/** A rule and how many of its inputs it is to withstand. */
export interface RuleChoice {
  readonly rule: string;
  readonly tolerate: number;
}

const HALF = (inputs: number): number => Math.ceil(inputs / 2) - 1;
const KRUM = (inputs: number): number => Math.ceil(inputs / 2) - 2;
const ALL = (inputs: number): number => inputs;

/** Rules that look at every subset, and how many of those a case may cost. */
const BY_SUBSETS: ReadonlySet<string> = new Set(["mda", "smea"]);
const MOST_SUBSETS = 5000;

/** How many subsets leave out `left` of so many. */
export function subsetCount(inputs: number, left: number): number {
  let count = 1;
  for (let i = 1; i <= left; i++) count = (count * (inputs - left + i)) / i;
  return Math.round(count);
}

/** Whether a rule can be asked without going through very many subsets. */
export function isCheap(rule: string, inputs: number, tolerate: number): boolean {
  return !BY_SUBSETS.has(rule) || subsetCount(inputs, tolerate) <= MOST_SUBSETS;
}

/**
 * The most that each rule tolerates of so many inputs, negative where it takes no such number at all. Only
 * rules that need nothing else: no reference, no seed, no options.
 */
const MOST_TOLERATED: Readonly<Record<string, (inputs: number) => number>> = {
  mean: ALL,
  foolsgold: ALL,
  "mesas-style": ALL,
  median: HALF,
  "trimmed-mean": HALF,
  meamed: HALF,
  cge: HALF,
  "geometric-median": HALF,
  "centered-clipping": HALF,
  mda: HALF,
  smea: HALF,
  monna: HALF,
  krum: KRUM,
  "multi-krum": KRUM,
  bulyan: (inputs) => Math.floor((inputs - 3) / 4),
};

/** What rounds do to these can be told without `screen`. */
const FIRST_RULES: ReadonlySet<string> = new Set(["mean", "median", "krum"]);

/**
 * One of the declared rules that take so many inputs, in every second case `mean`, `median` or `krum`, and in every second
 * case with the most that it tolerates.
 *
 * @param wanted which rules may be taken; one of them must be there
 */
export function anyChoice(
  capabilities: Capabilities,
  inputs: number,
  wanted: (choice: RuleChoice) => boolean = () => true,
): fc.Arbitrary<RuleChoice> {
  const choices = ruleChoices(capabilities, inputs).filter(wanted);
  const rules = [...new Set(choices.map(({ rule }) => rule))];
  const first = rules.filter((rule) => FIRST_RULES.has(rule));
  const any = fc.constantFrom(...rules);
  return fc.oneof(any, first.length === 0 ? any : fc.constantFrom(...first)).chain((rule) => {
    const own = choices.filter((choice) => choice.rule === rule);
    return fc.oneof(fc.constantFrom(...own), fc.constant(own.at(-1)!));
  });
}

/** The most that a rule tolerates which may need more than its inputs; negative where it takes no such number. */
export function furtherTolerated(rule: string, inputs: number): number {
  const more: Readonly<Record<string, (inputs: number) => number>> = {
    fltrust: ALL,
    dnc: HALF,
  };
  return ({ ...MOST_TOLERATED, ...more }[rule] ?? HALF)(inputs);
}

/** These take any number of inputs when nothing is to be withstood. */
const FOR_ANY_NUMBER = ["mean", "median", "trimmed-mean", "meamed", "cge", "geometric-median"];

/** The declared rules with every tolerated number that so many inputs (or more) allow. */
export function ruleChoices({ rules = {} }: Capabilities, inputs: number): RuleChoice[] {
  return Object.entries(MOST_TOLERATED)
    .filter(([rule]) => Object.hasOwn(rules, rule))
    .flatMap(([rule, most]) =>
      Array.from({ length: Math.max(0, most(inputs) + 1) }, (_, tolerate) => ({ rule, tolerate })),
    )
    .filter(({ rule, tolerate }) => isCheap(rule, inputs, tolerate));
}

/** A declared rule that takes any number of inputs. */
export function plainRule({ rules = {} }: Capabilities): string | undefined {
  return FOR_ANY_NUMBER.find((rule) => Object.hasOwn(rules, rule));
}
