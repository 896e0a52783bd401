import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { krumChoices } from "../screening/krum-choices.ts";
import { furtherTolerated } from "./round-rules.ts";

/** How many inputs a rule has and how many it is to withstand. */
export interface RuleCounts {
  readonly inputs: number;
  readonly tolerate: number;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What the laws of screening have to know of a rule. A further rule is a further record. */
export interface ScreenedRule {
  readonly rule: string;
  /** Below it no f at all is tolerated. */
  readonly fewestInputs: number;
  /** The largest f for so many inputs. */
  readonly mostTolerated: (inputs: number) => number;
  /** How many inputs it accepts: all of them, one, or from so many to so many. */
  readonly accepts: "all" | "one" | ((counts: RuleCounts) => readonly [number, number]);
  /** What it cannot do without, or may be given. */
  readonly reference?: "needed" | "optional";
  readonly seed?: "needed";
  /** True for a rule whose weights are positive for what it accepts alone. */
  readonly weighs?: boolean;
  /** The inputs any of which it may choose, where it chooses one: several where their scores are tied. */
  readonly choices?: (params: ScreenParams) => readonly number[];
}

function record(
  rule: string,
  accepts: ScreenedRule["accepts"],
  more: Partial<ScreenedRule> = {},
): ScreenedRule {
  return {
    rule,
    fewestInputs: 1,
    mostTolerated: (inputs) => furtherTolerated(rule, inputs),
    accepts,
    ...more,
  };
}

function numberOf(options: RuleCounts["options"], key: string, fallback: number): number {
  const value = options[key];
  return typeof value === "number" ? value : fallback;
}

const exactly = (count: number): readonly [number, number] => [count, count];
const allButTolerated = ({ inputs, tolerate }: RuleCounts): readonly [number, number] =>
  exactly(inputs - tolerate);

export const MEAN: ScreenedRule = record("mean", "all");
export const MEDIAN: ScreenedRule = record("median", "all");
export const KRUM: ScreenedRule = record("krum", "one", { fewestInputs: 3, choices: krumChoices });

/** Every rule of the protocol. */
export const SCREENED_RULES: readonly ScreenedRule[] = [
  MEAN,
  MEDIAN,
  KRUM,
  record("trimmed-mean", "all"),
  record(
    "multi-krum",
    ({ inputs, tolerate, options }) => exactly(numberOf(options, "m", inputs - tolerate)),
    {
      fewestInputs: 3,
    },
  ),
  record("bulyan", ({ inputs, tolerate }) => exactly(inputs - 2 * tolerate), { fewestInputs: 3 }),
  record("geometric-median", "all"),
  record("centered-clipping", "all", { reference: "optional" }),
  record("fltrust", ({ inputs }) => [0, inputs], { reference: "needed", weighs: true }),
  record("mesas-style", ({ inputs }) => [inputs - Math.floor((inputs - 1) / 2), inputs], {
    reference: "optional",
  }),
  record("foolsgold", ({ inputs }) => [0, inputs], { weighs: true }),
  record(
    "dnc",
    ({ inputs, tolerate, options }) => {
      const dropped = Math.floor(numberOf(options, "drop", 1) * tolerate);
      const filters = numberOf(options, "iterations", 5);
      return [Math.max(1, inputs - filters * dropped), inputs - dropped];
    },
    { seed: "needed" },
  ),
  record("mda", allButTolerated),
  record("meamed", "all"),
  record("cge", allButTolerated),
  record("monna", allButTolerated),
  record("smea", allButTolerated),
];

/** The record of a rule of the protocol. */
export function screenedRule(name: string): ScreenedRule {
  return SCREENED_RULES.find(({ rule }) => rule === name)!;
}
