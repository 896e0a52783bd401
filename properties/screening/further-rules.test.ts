import { expect, test } from "vitest";
import type { Implementation, ScreenParams, ScreenResult } from "../../src/implementation/implementation.ts";
import { createReference } from "../../src/implementation/reference.ts";
import { screenOracle } from "../oracles/screen-oracle.ts";
import { declaring, spoiled } from "../rounds/spoiled.ts";
import { runLaw } from "../run-law.ts";
import { furtherRulesLaw } from "./further-rules.ts";

const OPTIONS = {
  seed: "further rules",
  runs: 35,
  level: 1e-9,
  shrinking: { cases: 60, faults: 10, milliseconds: 300 },
};

/** The option keys of the rules, all of them declared. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  "trimmed-mean": ["fraction"],
  "multi-krum": ["neighbours", "distance", "m", "iterative"],
  bulyan: ["neighbours", "distance", "evenMedian", "selection"],
  "geometric-median": ["nu", "iterations", "start", "tolerance"],
  "centered-clipping": ["tau", "iterations"],
  fltrust: [],
  mda: [],
  meamed: ["evenMedian"],
  cge: [],
  monna: ["trusted"],
  "mesas-style": ["alpha", "whisker", "cascade"],
  foolsgold: ["normalise", "history"],
  dnc: ["drop", "iterations"],
  smea: [],
};

/** An implementation that offers one rule, computed by its definition from changed parameters. */
function offering(
  rule: string,
  change: (params: ScreenParams) => Partial<ScreenParams> = () => ({}),
): Implementation {
  const good = declaring(createReference(), { rules: { [rule]: KEYS[rule]! } });
  return spoiled(good, "screen", (params): ScreenResult => {
    const changed = { ...params, ...change(params) };
    const { aggregate, accepted } = screenOracle(changed);
    return { aggregate: [...aggregate], accepted: [...accepted] };
  });
}

const withOption = (key: string, value: unknown) => (params: ScreenParams) => ({
  options: { ...params.options, [key]: value },
});

test.each(Object.keys(KEYS))("%s by its definition obeys the law", async (rule) => {
  expect(await runLaw(furtherRulesLaw, offering(rule), OPTIONS)).toMatchObject({ verdict: "pass" });
});

test.each([
  [
    "trimmed-mean",
    "one value less on either side",
    ({ tolerate }: ScreenParams) => ({ tolerate: Math.max(0, tolerate - 1) }),
  ],
  ["multi-krum", "m = n", (params: ScreenParams) => withOption("m", params.aggregates.length)(params)],
  [
    "multi-krum",
    "m = n − f − 2",
    (params: ScreenParams) =>
      withOption("m", Math.max(1, params.aggregates.length - params.tolerate - 2))(params),
  ],
  ["multi-krum", "plain distances", withOption("distance", "euclidean")],
  ["multi-krum", "one neighbour more", withOption("neighbours", "n-f-1")],
  ["bulyan", "selection at one look", withOption("selection", "one-shot")],
  ["geometric-median", "a start at the mean", withOption("start", "mean")],
  ["geometric-median", "a step more", withOption("iterations", 4)],
  ["centered-clipping", "a smaller radius", withOption("tau", 5)],
  ["centered-clipping", "a reference that is left out", () => ({ reference: undefined })],
  [
    "fltrust",
    "a reference of twice the length",
    ({ reference }: ScreenParams) => ({ reference: reference!.map((value) => 2 * value) }),
  ],
  ["mda", "f left out", () => ({ tolerate: 0 })],
  ["meamed", "f left out", () => ({ tolerate: 0 })],
  ["cge", "f left out", () => ({ tolerate: 0 })],
  ["monna", "another trusted input", withOption("trusted", 1)],
  ["geometric-median", "steps down to another length", withOption("tolerance", 0.5)],
  ["multi-krum", "picking at one look", withOption("iterative", false)],
  ["mesas-style", "a box plot of usual whiskers", withOption("whisker", 1.5)],
  ["mesas-style", "another level", withOption("alpha", 0.05)],
  ["mesas-style", "a cascade that ends early", withOption("cascade", ["cosine", "norm"])],
  ["foolsgold", "weights that are not normalised", withOption("normalise", false)],
  ["foolsgold", "a history that is not looked at", withOption("history", undefined)],
  [
    "dnc",
    "one input less dropped",
    ({ tolerate }: ScreenParams) => ({ tolerate: Math.max(0, tolerate - 1) }),
  ],
  ["dnc", "a half of f dropped", withOption("drop", 0.5)],
  ["smea", "the least diameter", () => ({ rule: "mda" })],
])("the law sees %s with %s", async (rule, _flaw, change) => {
  expect(await runLaw(furtherRulesLaw, offering(rule, change), OPTIONS)).toMatchObject({
    verdict: "violated",
  });
});

test("rules with laws of their own are none of its business", async () => {
  const good = createReference({ rules: ["mean", "median", "krum"] });
  expect(await runLaw(furtherRulesLaw, good, OPTIONS)).toMatchObject({ verdict: "not applicable" });
});
