import { expect, test } from "vitest";
import type { Implementation, Outcome } from "../../src/implementation/implementation.ts";
import { typedCall } from "../../src/implementation/outcome.ts";
import { createReference } from "../../src/implementation/reference.ts";
import { OPERATION_NAMES } from "../../src/implementation/vocabulary.ts";
import type { OperationName } from "../../src/implementation/vocabulary.ts";
import type { Law } from "../law.ts";
import { declaring } from "../rounds/spoiled.ts";
import { runLaw } from "../run-law.ts";
import { aggregateForm } from "./aggregate-form.ts";
import { aggregateRange } from "./aggregate-range.ts";
import { decodeForm } from "./decode-form.ts";
import { decodeRange } from "./decode-range.ts";
import { dequantizeForm } from "./dequantize-form.ts";
import { dequantizeRange } from "./dequantize-range.ts";
import { encodeForm } from "./encode-form.ts";
import { encodeRange } from "./encode-range.ts";
import { everyClusterLost } from "./every-cluster-lost.ts";
import { fidelityForm } from "./fidelity-form.ts";
import { fidelityRange } from "./fidelity-range.ts";
import { maskForm } from "./mask-form.ts";
import { maskRange } from "./mask-range.ts";
import { neededByRule } from "./needed-by-rule.ts";
import { optionRange } from "./option-range.ts";
import { partitionForm } from "./partition-form.ts";
import { partitionRange } from "./partition-range.ts";
import { quantizeForm } from "./quantize-form.ts";
import { quantizeRange } from "./quantize-range.ts";
import { roundForm } from "./round-form.ts";
import { roundRange } from "./round-range.ts";
import { optionTable } from "./rule-options.ts";
import { screenForm } from "./screen-form.ts";
import { screenRange } from "./screen-range.ts";
import { tolerateAfterLoss } from "./tolerate-after-loss.ts";
import { undeclaredExtension } from "./undeclared-extension.ts";
import { undeclaredName } from "./undeclared-name.ts";
import { undeclaredOperation } from "./undeclared-operation.ts";
import { undeclaredOption } from "./undeclared-option.ts";
import { unmaskForm } from "./unmask-form.ts";
import { unmaskRange } from "./unmask-range.ts";

const OPTIONS = { seed: "refusal laws", runs: 100, level: 1e-9 };

type Json = Readonly<Record<string, unknown>>;

const FORMS: { readonly [O in OperationName]: Law } = {
  encode: encodeForm,
  decode: decodeForm,
  partition: partitionForm,
  aggregate: aggregateForm,
  fidelity: fidelityForm,
  screen: screenForm,
  quantize: quantizeForm,
  dequantize: dequantizeForm,
  mask: maskForm,
  unmask: unmaskForm,
  round: roundForm,
};

const RANGES: { readonly [O in OperationName]: Law } = {
  encode: encodeRange,
  decode: decodeRange,
  partition: partitionRange,
  aggregate: aggregateRange,
  fidelity: fidelityRange,
  screen: screenRange,
  quantize: quantizeRange,
  dequantize: dequantizeRange,
  mask: maskRange,
  unmask: unmaskRange,
  round: roundRange,
};

const UNDECLARED = [undeclaredExtension, undeclaredName, undeclaredOperation, undeclaredOption];
const REFUSING: readonly Law[] = [
  ...Object.values(FORMS),
  ...Object.values(RANGES),
  optionRange,
  everyClusterLost,
  tolerateAfterLoss,
];
const LAWS: readonly Law[] = [...REFUSING, ...UNDECLARED];
const NAMED = LAWS.map((law) => ({ id: law.id, law }));

/** The reference with few rules and without their options, of which it takes all, and with one extension. */
function partial(): Implementation {
  const reference = createReference({ rules: ["mean", "median", "krum"], extensions: ["view"] });
  const rules: Readonly<Record<string, string[]>> = { mean: [], median: [], krum: ["distance"] };
  const { capabilities } = declaring(reference, { rules });
  const callRaw: Implementation["callRaw"] = async (operation, params) => {
    const { rule, options } = (params ?? {}) as { rule?: string; options?: Json };
    const known = Object.keys(optionTable(String(rule), { inputs: 3, coordinates: 1 }));
    const left = known.filter((key) => !rules[rule!]?.includes(key));
    if (options !== undefined && left.some((key) => Object.hasOwn(options, key))) {
      return { outcome: "unsupported", code: -32001, message: "no such option here" };
    }
    return reference.callRaw(operation, params);
  };
  return { capabilities, callRaw, call: typedCall(callRaw) };
}

/** What a law applies to. */
const judgedBy = (law: Law): Implementation =>
  [undeclaredExtension, undeclaredName, undeclaredOption].includes(law) ? partial() : createReference();

/** The reference with other answers to what it refuses; `touch` may change a request before. */
function altered(
  change: (outcome: Outcome<unknown>, operation: string, params: Json) => Outcome<unknown>,
  touch: (params: Json) => unknown = (params) => params,
  reference: Implementation = createReference(),
): Implementation {
  return {
    ...reference,
    callRaw: async (operation, params) =>
      change(await reference.callRaw(operation, touch(params as Json)), operation, params as Json),
  };
}

const same = (outcome: Outcome<unknown>): Outcome<unknown> => outcome;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every value inside the parameters, changed from the inside out. */
function deeply(change: (value: unknown) => unknown): (params: Json) => unknown {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return change(value.map(walk));
    if (isObject(value)) {
      return change(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)])));
    }
    return change(value);
  };
  return (params) => walk(params);
}

/** An implementation that puts right what is wrong with one parameter. */
function mending(name: string, mend: (value: never, params: Json) => unknown): Implementation {
  return altered(same, (params) =>
    isObject(params) && Object.hasOwn(params, name)
      ? { ...params, [name]: mend(params[name] as never, params) }
      : params,
  );
}

const clamp = (low: number, high: number) => (value: number) =>
  typeof value === "number" ? Math.max(low, Math.min(high, value)) : value;
const whole = (value: number): number => (typeof value === "number" ? Math.max(1, Math.round(value)) : value);

interface Flaw {
  readonly law: Law;
  readonly flaw: string;
  readonly broken: Implementation;
}

const refusing = (outcome: Outcome<unknown>, other: Outcome<unknown>): Outcome<unknown> =>
  outcome.outcome === "reject" ? other : outcome;

const everywhere = (flaw: string, broken: Implementation, laws: readonly Law[]): Flaw[] =>
  laws.map((law) => ({ law, flaw, broken }));

const takesAll = altered((outcome) => refusing(outcome, { outcome: "ok", result: {} }));
const crashes = altered((outcome) => refusing(outcome, { outcome: "fault", message: "crash" }));
const shirks = altered((outcome) =>
  refusing(outcome, { outcome: "unsupported", code: -32001, message: "no" }),
);
const booleansAreNumbers = altered(
  same,
  deeply((value) => (typeof value === "boolean" ? Number(value) : value)),
);
const nanIsZero = altered(
  same,
  deeply((value) => (typeof value === "number" && !Number.isFinite(value) ? 0 : value)),
);
const nullIsAbsent = altered(same, (params) =>
  isObject(params)
    ? Object.fromEntries(Object.entries(params).filter(([key, value]) => value !== null || key === "shots"))
    : params,
);
const KNOWN = new Set(
  "weights clusterSize weightBound phaseSum clients seed draws phases shots noise qubits aggregates rule tolerate options reference values bits bound integers client pads modulusBits masked updates dropouts view hardening".split(
    " ",
  ),
);
const ignoresUnknown = altered(same, (params) =>
  isObject(params) ? Object.fromEntries(Object.entries(params).filter(([key]) => KNOWN.has(key))) : params,
);
const refusesAll: Implementation = {
  ...partial(),
  call: async () => ({ outcome: "reject", message: "no" }),
  callRaw: async () => ({ outcome: "reject", message: "no" }),
};

const FLAWS: readonly Flaw[] = [
  ...everywhere("an implementation that takes everything", takesAll, REFUSING),
  ...everywhere("a crash in place of a refusal", crashes, REFUSING),
  ...everywhere("refusals that pretend to be limits", shirks, REFUSING),
  ...everywhere("an implementation that refuses everything", refusesAll, LAWS),
  ...everywhere("booleans that count as numbers", booleansAreNumbers, Object.values(FORMS)),
  ...everywhere("NaN that counts as 0", nanIsZero, Object.values(FORMS)),
  ...everywhere("unknown parameters that are ignored", ignoresUnknown, Object.values(FORMS)),
  { law: screenForm, flaw: "null that counts as absent", broken: nullIsAbsent },
  { law: roundForm, flaw: "null that counts as absent", broken: nullIsAbsent },
  {
    law: roundForm,
    flaw: "a reference of NaN that is not looked at",
    broken: mending("reference", (reference: number[]) =>
      Array.isArray(reference) ? reference.map((x) => (Number.isNaN(x) ? 0 : x)) : reference,
    ),
  },
  {
    law: aggregateForm,
    flaw: "ragged rows filled with zeros",
    broken: mending("phases", (phases: number[][]) => {
      if (!Array.isArray(phases) || !phases.every(Array.isArray)) return phases;
      const most = Math.max(...phases.map(({ length }) => length));
      return phases.map((row) => [...row, ...Array.from({ length: most - row.length }, () => 0)]);
    }),
  },
  {
    law: dequantizeForm,
    flaw: "integers that are rounded",
    broken: mending("integers", (values: number[]) =>
      Array.isArray(values) ? values.map((x) => (Number.isFinite(x) ? Math.round(x) : x)) : values,
    ),
  },
  ...(["encode", "decode", "partition", "round"] as const).map((operation) => ({
    law: RANGES[operation],
    flaw: "a cluster size that is rounded",
    broken: mending("clusterSize", whole),
  })),
  { law: partitionRange, flaw: "a number of clients that is rounded", broken: mending("clients", whole) },
  { law: fidelityRange, flaw: "a number of qubits that is rounded", broken: mending("qubits", whole) },
  { law: aggregateRange, flaw: "shots that are rounded", broken: mending("shots", whole) },
  { law: roundRange, flaw: "0 shots as the expectation", broken: mending("shots", (n) => n || null) },
  {
    law: encodeRange,
    flaw: "weights that are clipped",
    broken: mending("weights", (weights: number[], { weightBound }) =>
      Array.isArray(weights) ? weights.map(clamp(-Number(weightBound), Number(weightBound))) : weights,
    ),
  },
  {
    law: encodeRange,
    flaw: "a bound of at least 1e-300, so that the scale is finite",
    broken: mending("weightBound", (bound) => (bound > 0 && bound < 1e-300 ? 1e-300 : bound)),
  },
  { law: encodeRange, flaw: "the bound's magnitude", broken: mending("weightBound", Math.abs) },
  { law: decodeRange, flaw: "the bound's magnitude", broken: mending("weightBound", Math.abs) },
  { law: decodeRange, flaw: "a bound below 1e300", broken: mending("weightBound", clamp(-1, 1e299)) },
  {
    law: quantizeRange,
    flaw: "values that are clipped",
    broken: mending("values", (values: number[], { bound }) =>
      Array.isArray(values) ? values.map(clamp(-Number(bound), Number(bound))) : values,
    ),
  },
  { law: quantizeRange, flaw: "bits up to 64", broken: mending("bits", clamp(-9, 32)) },
  { law: dequantizeRange, flaw: "1 bit taken for 2", broken: mending("bits", (b) => (b === 1 ? 2 : b)) },
  { law: dequantizeRange, flaw: "the bound's magnitude", broken: mending("bound", Math.abs) },
  { law: maskRange, flaw: "modulus bits up to 64", broken: mending("modulusBits", clamp(-9, 53)) },
  {
    law: maskRange,
    flaw: "peers read by the runtime",
    broken: mending("pads", (pads: Json) =>
      isObject(pads)
        ? Object.fromEntries(
            Object.entries(pads).map(([peer, pad]) => [Number(peer) >= 0 ? Number(peer) : peer, pad]),
          )
        : pads,
    ),
  },
  {
    law: maskRange,
    flaw: "a pad with oneself that is ignored",
    broken: mending("pads", (pads: Json, { client }) =>
      isObject(pads)
        ? Object.fromEntries(Object.entries(pads).filter(([peer]) => peer !== String(client)))
        : pads,
    ),
  },
  {
    law: maskRange,
    flaw: "pads that are reduced",
    broken: mending("pads", (pads: Json, { modulusBits }) =>
      isObject(pads)
        ? Object.fromEntries(
            Object.entries(pads).map(([peer, pad]) => [
              peer,
              Array.isArray(pad) ? pad.map(clamp(0, 2 ** Number(modulusBits) - 1)) : pad,
            ]),
          )
        : pads,
    ),
  },
  {
    law: maskRange,
    flaw: "pads that are cut to length",
    broken: mending("pads", (pads: Json, { integers }) =>
      isObject(pads)
        ? Object.fromEntries(
            Object.entries(pads).map(([peer, pad]) => [
              peer,
              Array.isArray(pad) ? pad.slice(0, (integers as unknown[]).length) : pad,
            ]),
          )
        : pads,
    ),
  },
  {
    law: unmaskRange,
    flaw: "a masked 2^b that is reduced",
    broken: mending("masked", (rows: number[][], { modulusBits }) =>
      rows.map((row) => row.map((x) => (x === 2 ** Number(modulusBits) ? 0 : x))),
    ),
  },
  {
    law: partitionRange,
    flaw: "draws that win over a seed",
    broken: altered(same, (params) => {
      if (!Object.hasOwn(params, "draws")) return params;
      return Object.fromEntries(Object.entries(params).filter(([key]) => key !== "seed"));
    }),
  },
  {
    law: partitionRange,
    flaw: "draws too many",
    broken: mending("draws", (draws: number[], { clients }) =>
      Array.isArray(draws) ? draws.slice(0, Math.max(0, Number(clients) - 1)) : draws,
    ),
  },
  ...(["aggregate", "fidelity", "round"] as const).flatMap((operation) => [
    {
      law: RANGES[operation],
      flaw: "probabilities that are clipped",
      broken: mending("noise", (noise: Json) =>
        isObject(noise) && typeof noise["probability"] === "number"
          ? { ...noise, probability: clamp(0, 1)(noise["probability"]) }
          : noise,
      ),
    },
    {
      law: RANGES[operation],
      flaw: "noise that is not looked at where the channel is none",
      broken: mending("noise", (noise: Json) =>
        isObject(noise) && noise["channel"] === "none" ? { channel: "none" } : noise,
      ),
    },
    {
      law: RANGES[operation],
      flaw: "unknown channels that are unsupported",
      broken: altered((outcome) =>
        outcome.outcome === "reject" && outcome.message.includes("noise.channel")
          ? { outcome: "unsupported", code: -32001, message: "no" }
          : outcome,
      ),
    },
  ]),
  ...(["screen", "round"] as const).flatMap((operation) => [
    {
      law: RANGES[operation],
      flaw: "a tolerated number that is cut to what the rule takes",
      broken: mending("tolerate", clamp(0, 0)),
    },
    {
      law: RANGES[operation],
      flaw: "options that are ignored",
      broken: mending("options", (options) => (isObject(options) ? {} : options)),
    },
    {
      law: RANGES[operation],
      flaw: "a reference that is not looked at",
      broken: altered(same, (params) =>
        Object.fromEntries(Object.entries(params).filter(([key]) => key !== "reference")),
      ),
    },
    {
      law: RANGES[operation],
      flaw: "the mean where the rule is unknown",
      broken: mending("rule", (rule) => (["mean", "median", "krum"].includes(rule) ? rule : "mean")),
    },
  ]),
  {
    law: roundRange,
    flaw: "a dropout that counts once however often it is named",
    broken: mending("dropouts", (dropouts: number[]) =>
      Array.isArray(dropouts) ? [...new Set(dropouts)] : dropouts,
    ),
  },
  {
    law: roundRange,
    flaw: "dropouts that are no clients ignored",
    broken: mending("dropouts", (dropouts: number[], { updates }) =>
      Array.isArray(dropouts) ? dropouts.filter((i) => i < (updates as unknown[]).length) : dropouts,
    ),
  },
  {
    law: everyClusterLost,
    flaw: "a last client that never drops out",
    broken: mending("dropouts", (dropouts: number[]) => dropouts.slice(1)),
  },
  {
    law: tolerateAfterLoss,
    flaw: "f judged on all clusters",
    broken: altered((outcome) => refusing(outcome, { outcome: "ok", result: {} })),
  },
  {
    law: optionRange,
    flaw: "options that are ignored",
    broken: mending("options", () => ({})),
  },
  ...everywhere(
    "answers to what was not declared",
    altered(
      (outcome) => (outcome.outcome === "unsupported" ? { outcome: "ok", result: {} } : outcome),
      (params) => params,
      partial(),
    ),
    UNDECLARED,
  ),
  ...everywhere(
    "a fault for what was not declared",
    altered(
      (outcome) => (outcome.outcome === "ok" ? outcome : { outcome: "fault", message: "no" }),
      (params) => params,
      partial(),
    ),
    UNDECLARED,
  ),
  {
    law: undeclaredOperation,
    flaw: "the code of an option for an operation",
    broken: altered((outcome) =>
      outcome.outcome === "unsupported" ? { ...outcome, code: -32001 } : outcome,
    ),
  },
  {
    law: undeclaredOption,
    flaw: "an option that is refused as an unknown one",
    broken: altered(
      (outcome) => (outcome.outcome === "unsupported" ? { outcome: "reject", message: "unknown" } : outcome),
      (params) => params,
      partial(),
    ),
  },
];

test.each(NAMED)("the reference obeys $id", async ({ law }) => {
  const found = await runLaw(law, judgedBy(law), OPTIONS);
  expect(found).toMatchObject({ verdict: "pass", cases: 100 });
});

test.each(["merge", "balanced", "reject"] as const)(
  "the laws of rounds and partitions hold under the remainder policy %s",
  async (remainder) => {
    for (const law of [partitionRange, partitionForm, roundRange, everyClusterLost, tolerateAfterLoss]) {
      const found = await runLaw(law, createReference({ remainder }), OPTIONS);
      expect(found).toMatchObject({ law: law.id, verdict: "pass" });
    }
  },
);

test.each(FLAWS.map((row) => ({ ...row, id: row.law.id })))("$id sees $flaw", async ({ law, broken }) => {
  const found = await runLaw(law, broken, OPTIONS);
  expect(found.verdict).toBe("violated");
  if (found.verdict !== "violated") return;
  expect(found.counterexample.message).not.toBe("");
  expect(found.counterexample.example).toBeTypeOf("object");
});

test.each(OPERATION_NAMES)("an implementation of %s alone is judged by its own laws", async (operation) => {
  const alone = createReference({ operations: [operation] });
  const applicable = new Set([FORMS[operation], RANGES[operation]]);
  for (const law of [...Object.values(FORMS), ...Object.values(RANGES)]) {
    const found = await runLaw(law, alone, { ...OPTIONS, runs: 10 });
    expect(found).toMatchObject({
      law: law.id,
      verdict: applicable.has(law) ? "pass" : "not applicable",
    });
  }
  expect(await runLaw(undeclaredOperation, alone, OPTIONS)).toMatchObject({ verdict: "pass" });
});

test.each(NAMED)("$id keeps to what a narrow implementation declares", async ({ law }) => {
  const narrow = createReference({
    limits: { clients: 1, coordinates: 1, shots: 1 },
    rules: ["median"],
    channels: ["none"],
    layouts: [],
    extensions: [],
  });
  const found = await runLaw(law, narrow, OPTIONS);
  expect(found.verdict).toBe(
    [optionRange, tolerateAfterLoss, undeclaredOption].includes(law) ? "not applicable" : "pass",
  );
});

test("the shrunk counterexample is one request with one thing wrong", async () => {
  const found = await runLaw(encodeForm, booleansAreNumbers, OPTIONS);
  expect(found).toMatchObject({ verdict: "violated" });
  const { example, message } = (found as { counterexample: { example: Json; message: string } })
    .counterexample;
  expect(example["spoilings"]).toHaveLength(1);
  expect(JSON.parse(JSON.stringify(example))).toEqual(example);
  expect(message).toMatch(/^encode did not refuse .*: \w+(\[0\])? = (true|false)$/u);
});

test("a rule that needs a reference or a seed is asked with and without it", async () => {
  const declared = (rules: Record<string, string[]>): Implementation => {
    const capabilities = { ...createReference().capabilities, rules };
    const answer = (params: unknown): Outcome<unknown> => {
      const { reference, seed, rule } = params as Json;
      return (rule === "fltrust" ? reference : seed) === undefined
        ? { outcome: "reject", message: "missing" }
        : { outcome: "ok", result: { aggregate: [0, 0], accepted: [true, true, true, true] } };
    };
    return {
      capabilities,
      call: async (_operation, params) => answer(params) as Outcome<never>,
      callRaw: async (_operation, params) => answer(params),
    };
  };
  const rules = { fltrust: [], dnc: [], mean: ["preAggregators"] };
  const without = createReference({ rules: ["krum"] });
  expect(await runLaw(neededByRule, without, OPTIONS)).toMatchObject({ verdict: "not applicable" });
  expect(await runLaw(neededByRule, createReference(), OPTIONS)).toMatchObject({ verdict: "pass" });
  expect(await runLaw(neededByRule, declared(rules), OPTIONS)).toMatchObject({ verdict: "pass", cases: 100 });
  const lax: Implementation = {
    ...declared(rules),
    callRaw: async () => ({ outcome: "ok", result: {} }),
  };
  expect(await runLaw(neededByRule, lax, OPTIONS)).toMatchObject({ verdict: "violated" });
});
