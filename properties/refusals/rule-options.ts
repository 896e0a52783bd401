/** An option's values: some that it may take, and some out of its range or of another type. */
export interface OptionValues {
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
}

/** What an option may depend on. */
export interface OptionShape {
  readonly inputs: number;
  readonly coordinates: number;
}

type OptionTable = Readonly<Record<string, OptionValues>>;

const NOT_POSITIVE = [0, -1, "1", true, null, "NaN", "Infinity"];
const NO_COUNT = [0, -1, 1.5, "2", true, null, "NaN", "Infinity"];
const NO_FLAG = [0, 1, "true", null, []];

const EVEN_MEDIAN: OptionValues = { good: ["mean", "lower"], bad: ["upper", "Mean", "", 0, true, null] };
const NEIGHBOURS: OptionValues = {
  good: ["n-f-2", "n-f-1", "n-f-3"],
  bad: ["n-f", "n-f-4", "N-F-2", "", 2, null],
};
const DISTANCE: OptionValues = {
  good: ["squared", "euclidean", "quartic"],
  bad: ["cosine", "Squared", "", 2, null],
};
const ITERATIONS: OptionValues = { good: [1, 3], bad: [-1, 1.5, "3", true, null, "NaN", "Infinity"] };

const PRE_AGGREGATORS: OptionValues = {
  good: [
    [],
    [{ id: "nnm" }],
    [{ id: "arc" }],
    [{ id: "norm-clipping", bound: 1 }],
    [{ id: "bucketing", size: 1 }, { id: "nnm" }],
  ],
  bad: [
    {},
    "nnm",
    null,
    ["nnm"],
    [{}],
    [{ id: "frobnicate" }],
    [{ id: "nnm", size: 2 }],
    [{ id: "norm-clipping" }],
    [{ id: "norm-clipping", bound: -1 }],
    [{ id: "norm-clipping", bound: "NaN" }],
    [{ id: "bucketing" }],
    [{ id: "bucketing", size: 0 }],
    [{ id: "bucketing", size: 1.5 }],
    [{ id: "bucketing", size: "2" }],
    [{ id: "bucketing", size: 2, bound: 1 }],
    [{ id: "bucketing", size: 2, permutation: [0, 0, 1] }],
    [{ id: "bucketing", size: 2, permutation: [1] }],
    [{ id: "bucketing", size: 2, permutation: [-1, 0.5, 7000] }],
    [{ id: "norm-clipping", bound: 1, size: 2 }],
    [{ id: "norm-clipping", bound: "1" }],
    [{ id: "norm-clipping", bound: "Infinity" }],
    [{ id: "arc", bound: 1 }],
    [{ id: "nnm" }, null],
    [{ id: "nnm" }, { id: "frobnicate" }],
    [{ id: 1 }],
    [{ size: 2 }],
  ],
};

function tableFor({ inputs, coordinates }: OptionShape): Readonly<Record<string, OptionTable>> {
  const rows = (rows: number, columns: number): number[][] =>
    Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => r + c));
  const krum = { neighbours: NEIGHBOURS, distance: DISTANCE };
  return {
    mean: {},
    median: { evenMedian: EVEN_MEDIAN },
    "trimmed-mean": {
      fraction: { good: [0, 0.25], bad: [-0.1, 0.5, 0.75, 1, "0.1", true, null, "NaN", "Infinity"] },
    },
    krum,
    "multi-krum": {
      ...krum,
      m: { good: [1, Math.ceil(inputs / 2), inputs], bad: [0, -1, inputs + 1, 1.5, "1", true, null, "NaN"] },
      iterative: { good: [true, false], bad: NO_FLAG },
    },
    bulyan: {
      ...krum,
      evenMedian: EVEN_MEDIAN,
      selection: { good: ["iterative", "one-shot"], bad: ["two-shot", "", true, null] },
    },
    "geometric-median": {
      nu: { good: [0.1, 1], bad: NOT_POSITIVE },
      iterations: ITERATIONS,
      start: { good: ["zero", "mean", "median"], bad: ["origin", "", 0, null] },
      tolerance: { good: [0, 1e-3], bad: [-1e-3, "0", true, null, "NaN", "Infinity"] },
    },
    "centered-clipping": { tau: { good: [10, 0.5], bad: NOT_POSITIVE }, iterations: ITERATIONS },
    fltrust: {},
    "mesas-style": {
      alpha: { good: [0.01, 0.2], bad: [-0.1, 1.5, "0.01", true, null, "NaN", "Infinity"] },
      whisker: { good: [5.5, 1], bad: [-1, "5", true, null, "NaN", "Infinity"] },
      cascade: {
        good: [["cosine"], ["largest", "norm"], ["smallest", "variance", "count"]],
        bad: ["cosine", 1, null, ["frobnicate"], [1], [null]],
      },
    },
    foolsgold: {
      normalise: { good: [true, false], bad: NO_FLAG },
      history: {
        good: [
          rows(inputs, coordinates),
          rows(inputs, coordinates).map((row, r) => row.map((x) => x - r * r)),
        ],
        bad: [
          [],
          1,
          null,
          rows(inputs + 1, coordinates),
          rows(inputs, coordinates + 1),
          [...rows(inputs - 1, coordinates), []],
          [...rows(inputs - 1, coordinates), "row"],
          rows(inputs, coordinates).map((row, r) => (r === 0 ? row.map(() => "NaN") : row)),
        ],
      },
    },
    dnc: {
      subsample: { good: [1], bad: NO_COUNT },
      drop: { good: [1, 0.5, 0], bad: [-1, "1", true, null, "NaN", "Infinity"] },
      iterations: { good: [1, 5], bad: NO_COUNT },
    },
    mda: {},
    meamed: { evenMedian: EVEN_MEDIAN },
    cge: {},
    monna: { trusted: { good: [0, inputs - 1], bad: [-1, inputs, 0.5, "0", true, null, "NaN"] } },
    smea: {},
  };
}

/** The rules of the protocol. */
export const RULE_NAMES: readonly string[] = Object.keys(tableFor({ inputs: 3, coordinates: 1 }));

/** The options of a rule of the protocol, those of every rule among them; none for an unknown rule. */
export function optionTable(rule: string, shape: OptionShape): OptionTable {
  const own = tableFor(shape)[rule];
  return own === undefined ? {} : { ...own, preAggregators: PRE_AGGREGATORS };
}

/** Option keys that a rule of the protocol does not have, though others may; none for an unknown rule. */
export function foreignKeys(rule: string): string[] {
  const tables = tableFor({ inputs: 3, coordinates: 1 });
  const own = tables[rule];
  if (own === undefined) return [];
  const others = new Set(Object.values(tables).flatMap((table) => Object.keys(table)));
  return ["frobnicate", "", "constructor", ...others].filter((key) => !Object.hasOwn(own, key));
}
