import type { Capabilities, Implementation, Outcome } from "../implementation.ts";
import { ok, reject, typedCall, unsupported } from "../outcome.ts";
import { createReference } from "../reference.ts";
import type { ReferenceOptions } from "../reference.ts";
import { isObject } from "../schemas/expect.ts";
import { KNOWN_RULES } from "../../rules/known-rules.ts";
import { amended, answered, isNumber } from "./edited.ts";
import type { RawParams } from "./edited.ts";
import type { Faulty } from "./faulty.ts";

/** An implementation behind another declaration, which it does not look at itself. */
function declaring(capabilities: Capabilities, { callRaw }: Implementation): Implementation {
  const call: Implementation["callRaw"] = async (operation, params) => {
    const outcome = await callRaw(operation, params);
    return operation === "initialize" && outcome.outcome === "ok" ? ok(capabilities) : outcome;
  };
  return { capabilities, call: typedCall(call), callRaw: call };
}

/** All that the reference can do, of which a part is declared. */
function wholeBehind(part: ReferenceOptions, whole: Implementation = createReference()): Implementation {
  return declaring(createReference(part).capabilities, whole);
}

function noiseOf(params: RawParams): RawParams {
  return isObject(params["noise"]) ? params["noise"] : {};
}

/** Krum with a choice of neighbours alone. */
const KRUM_PART: readonly string[] = ["neighbours"];

function withoutKrumOptions(): Capabilities {
  const { capabilities } = createReference();
  return { ...capabilities, rules: { ...capabilities.rules, krum: KRUM_PART } };
}

function krumOptionsBeyond(params: unknown): string[] {
  if (!isObject(params) || params["rule"] !== "krum" || !isObject(params["options"])) return [];
  return Object.keys(params["options"]).filter((key) => !KRUM_PART.includes(key));
}

const FIRST_RULES = ["mean", "median", "krum"];
const FEW = 24;

function sizesOf(params: unknown): number[] {
  if (!isObject(params)) return [];
  const { clients, qubits } = params;
  const rows = [params["phases"], params["aggregates"], params["masked"], params["updates"]];
  return [
    ...[clients, qubits].filter(isNumber),
    ...rows.filter((value) => Array.isArray(value)).map(({ length }) => length),
  ];
}

/** Answers more than a third of a limit as if it were beyond it. */
function tooSmall(
  limit: number,
): (outcome: Outcome<unknown>, _: string, params: unknown) => Outcome<unknown> {
  return (outcome, _, params) =>
    outcome.outcome === "ok" && sizesOf(params).some((size) => size > limit / 3)
      ? unsupported(`limit: out of memory beyond ${limit / 3} clients`)
      : outcome;
}

/** A declaration that says less, or more, than what is answered. */
export const undeclaredFaults: readonly Faulty[] = [
  {
    id: "undeclared/rules-answered",
    mistake: "Rules that were forgotten in the declaration are answered all the same.",
    clauses: ["WIRE-OUT-3"],
    make: () => wholeBehind({ rules: FIRST_RULES }),
  },
  {
    id: "undeclared/rules-are-the-mean",
    mistake: "A rule that is not offered is answered with the mean.",
    clauses: ["WIRE-OUT-3"],
    make: () =>
      wholeBehind(
        { rules: FIRST_RULES },
        amended((params) => {
          const rule = String(params["rule"]);
          if (!KNOWN_RULES.has(rule) || FIRST_RULES.includes(rule)) return params;
          const { options: _options, ...others } = params;
          return { ...others, rule: "mean" };
        }),
      ),
  },
  {
    id: "undeclared/channel-is-the-other",
    mistake: "Only one depolarizing channel is offered, and it serves for the other, too.",
    clauses: ["WIRE-OUT-3"],
    make: () =>
      wholeBehind(
        { channels: ["none", "depolarizing2"] },
        amended((params) => {
          const noise = noiseOf(params);
          if (noise["channel"] !== "depolarizing1x2") return params;
          return { ...params, noise: { ...noise, channel: "depolarizing2" } };
        }),
      ),
  },
  {
    id: "undeclared/channel-is-none",
    mistake: "Without a noise model at hand every channel is taken for none.",
    clauses: ["WIRE-OUT-3"],
    make: () =>
      wholeBehind(
        { channels: ["none"] },
        amended((params) => {
          const { channel } = noiseOf(params);
          const known = channel === "depolarizing2" || channel === "depolarizing1x2";
          return known ? { ...params, noise: { channel: "none" } } : params;
        }),
      ),
  },
  {
    id: "undeclared/layout-is-the-chain",
    mistake: "Only the chain is offered, and the layout of a request is not looked at.",
    clauses: ["WIRE-OUT-3"],
    make: () =>
      wholeBehind(
        { layouts: ["chain"] },
        amended((params) => {
          const noise = noiseOf(params);
          return noise["layout"] === "star" ? { ...params, noise: { ...noise, layout: "chain" } } : params;
        }),
      ),
  },
  {
    id: "undeclared/options-ignored",
    mistake: "Options of Krum that are not offered are left aside in silence.",
    clauses: ["WIRE-OUT-3", "WIRE-SCREEN-2"],
    make: () =>
      declaring(
        withoutKrumOptions(),
        amended((params) => {
          const beyond = krumOptionsBeyond(params);
          if (beyond.length === 0) return params;
          const kept = Object.entries(params["options"] as RawParams).filter(
            ([key]) => !beyond.includes(key),
          );
          return { ...params, options: Object.fromEntries(kept) };
        }),
      ),
  },
  {
    id: "undeclared/options-refused",
    mistake: "Options of Krum that are not offered are refused as if nobody knew them.",
    clauses: ["WIRE-OUT-3", "WIRE-SCREEN-2"],
    make: () =>
      declaring(
        withoutKrumOptions(),
        answered((outcome, _, params) => {
          const [key] = krumOptionsBeyond(params);
          return outcome.outcome === "ok" && key !== undefined ? reject(`"options" got ${key}`) : outcome;
        }),
      ),
  },
  {
    id: "undeclared/operations-answered",
    mistake: "Operations that were forgotten in the declaration are answered all the same.",
    clauses: ["WIRE-OUT-1"],
    make: () => wholeBehind({ operations: ["encode", "decode", "partition", "aggregate", "screen"] }),
  },
  {
    id: "undeclared/draws-ignored",
    mistake: "Explicit draws are not offered, and the generator draws where they are given.",
    clauses: ["WIRE-EXT-3", "WIRE-OUT-1"],
    make: () =>
      wholeBehind(
        { operations: ["encode", "decode", "partition", "aggregate", "fidelity", "screen", "round"] },
        amended((params, operation) => {
          const { draws, ...others } = params;
          return operation === "partition" && Array.isArray(draws) && !("seed" in params)
            ? { ...others, seed: "" }
            : params;
        }),
      ),
  },
  {
    id: "undeclared/extensions-ignored",
    mistake: "No extension is offered, and the wish for one is passed over.",
    clauses: ["WIRE-EXT-3"],
    make: () =>
      wholeBehind(
        { extensions: [] },
        amended((params, operation) => {
          const { view: _view, hardening: _hardening, ...others } = params;
          return operation === "round" ? others : params;
        }),
      ),
  },
  {
    id: "undeclared/beyond-the-limit-answered",
    mistake: "A limit is declared and never looked at.",
    clauses: ["WIRE-INIT-3"],
    make: () => wholeBehind({ limits: { clients: FEW } }),
  },
  {
    id: "undeclared/limit-of-another-machine",
    mistake: "The declared number of clients is too much: what is near it is answered as unsupported.",
    clauses: ["WIRE-OUT-2"],
    make: () => wholeBehind({ limits: { clients: FEW } }, answered(tooSmall(FEW))),
  },
  {
    id: "undeclared/remainder-formed",
    mistake: "Remainders are declared to be refused, and a short cluster is formed of them.",
    clauses: ["CQSA-PAR-2", "WIRE-PART-1", "WIRE-REJ-12"],
    make: () => wholeBehind({ remainder: "reject" }, createReference({ remainder: "short" })),
  },
];
