import type { OperationName } from "../vocabulary.ts";
import { ok } from "../outcome.ts";
import { isOperation } from "../vocabulary.ts";
import { amended, amendedMember, answered, isNumber, isNumbers, isString } from "./edited.ts";
import type { RawParams } from "./edited.ts";
import type { Faulty } from "./faulty.ts";

const PARAMETERS: Readonly<Record<OperationName, readonly string[]>> = {
  encode: ["weights", "clusterSize", "weightBound"],
  decode: ["phaseSum", "clusterSize", "weightBound"],
  partition: ["clients", "clusterSize", "seed", "draws"],
  aggregate: ["phases", "shots", "noise", "seed"],
  fidelity: ["qubits", "noise"],
  screen: ["aggregates", "rule", "tolerate", "options", "reference", "seed"],
  quantize: ["values", "bits", "bound"],
  dequantize: ["integers", "bits", "bound"],
  mask: ["integers", "client", "pads", "modulusBits"],
  unmask: ["masked", "modulusBits"],
  round: "updates clusterSize shots noise dropouts rule tolerate options reference seed view hardening".split(
    " ",
  ),
};

const DEFAULTS: Readonly<Partial<Record<OperationName, RawParams>>> = {
  encode: { weightBound: 1 },
  decode: { weightBound: 1 },
  aggregate: { shots: null, noise: { channel: "none" }, seed: "" },
  fidelity: { noise: { channel: "none" } },
  screen: { rule: "mean", tolerate: 0 },
  quantize: { bits: 8 },
  dequantize: { bits: 8 },
  mask: { pads: {} },
  round: { shots: null, noise: { channel: "none" }, dropouts: [], rule: "mean", tolerate: 0, seed: "" },
};

/** The vector that goes into an operation, and the one that comes out. */
const VECTORS: Readonly<Record<string, readonly [string, string]>> = {
  encode: ["weights", "phases"],
  decode: ["phaseSum", "weightSum"],
  quantize: ["values", "integers"],
  dequantize: ["integers", "values"],
};

/** The rules that use a reference. */
const COMPARING = new Set(["fltrust", "centered-clipping", "mesas-style"]);

type Pads = Readonly<Record<string, readonly number[]>>;

/** Pads that are changed one by one, where they are pads at all. */
function padsAmended(
  change: (pad: readonly number[], params: RawParams) => readonly number[],
): Faulty["make"] {
  const isPads = (value: unknown): value is Pads =>
    typeof value === "object" && value !== null && Object.values(value).every(isNumbers);
  return () =>
    amendedMember("pads", isPads, (pads, params) =>
      Object.fromEntries(Object.entries(pads).map(([peer, pad]) => [peer, change(pad, params)])),
    );
}

function reduced(values: readonly number[], { modulusBits }: RawParams): number[] {
  const modulus = 2 ** Number(modulusBits);
  return values.map((value) => ((value % modulus) + modulus) % modulus);
}

/** Parameters that are missing, unknown, contradict each other or do not fit, and are answered. */
export const parameterRefusalFaults: readonly Faulty[] = [
  {
    id: "refusals/unknown-parameters-ignored",
    mistake: "A parameter that the operation does not have is ignored.",
    clauses: ["WIRE-REJ-1"],
    make: () =>
      amended((params, operation) => {
        if (!isOperation(operation)) return params;
        const known = PARAMETERS[operation];
        return Object.fromEntries(Object.entries(params).filter(([name]) => known.includes(name)));
      }),
  },
  {
    id: "refusals/missing-parameters-defaulted",
    mistake: "Missing parameters get a default.",
    clauses: ["WIRE-REJ-1"],
    make: () =>
      amended((params, operation) =>
        isOperation(operation) ? { ...DEFAULTS[operation], ...params } : params,
      ),
  },
  {
    id: "refusals/empty-vector-answered",
    mistake: "An empty vector is answered with an empty one.",
    clauses: ["CQSA-ENC-4", "QNF-QNT-4", "WIRE-REJ-3"],
    make: () => {
      const isEmpty = (params: unknown, name: string | undefined): boolean => {
        const value = name === undefined ? undefined : (params as RawParams)[name];
        return Array.isArray(value) && value.length === 0;
      };
      const filled = amended((params, operation) => {
        const [name] = VECTORS[operation] ?? [];
        return isEmpty(params, name) ? { ...params, [name!]: [0] } : params;
      });
      return answered((outcome, operation, params) => {
        const [name, result] = VECTORS[operation] ?? [];
        return outcome.outcome === "ok" && isEmpty(params, name) ? ok({ [result!]: [] }) : outcome;
      }, filled);
    },
  },
  {
    id: "refusals/seed-beside-draws",
    mistake: "With a seed and draws the seed is ignored.",
    clauses: ["CQSA-PAR-5", "WIRE-REJ-12"],
    make: () =>
      amended((params, operation) => {
        const { seed, ...others } = params;
        return operation === "partition" && isString(seed) && Array.isArray(params["draws"])
          ? others
          : params;
      }),
  },
  {
    id: "refusals/neither-seed-nor-draws",
    mistake: "Without a seed and draws the seed is empty.",
    clauses: ["WIRE-REJ-12"],
    make: () =>
      amended((params, operation) =>
        operation === "partition" && !("seed" in params) && !("draws" in params)
          ? { ...params, seed: "" }
          : params,
      ),
  },
  {
    id: "refusals/draws-of-another-number",
    mistake: "Draws that are too many are ignored, and missing ones are 0.",
    clauses: ["CQSA-PAR-5", "WIRE-REJ-12"],
    make: () =>
      amendedMember("draws", isNumbers, (draws, { clients }) =>
        Array.from({ length: Math.max(0, Number(clients) - 1) || 0 }, (_, t) => draws[t] ?? 0),
      ),
  },
  {
    id: "refusals/draws-out-of-range",
    mistake: "Draws are taken modulo the number of places that are left.",
    clauses: ["CQSA-PAR-5", "WIRE-REJ-12"],
    make: () =>
      amendedMember("draws", isNumbers, (draws, { clients }) =>
        draws.map((draw, t) => {
          const places = Number(clients) - t;
          return places > 0 ? ((draw % places) + places) % places : draw;
        }),
      ),
  },
  {
    id: "refusals/reference-of-another-length",
    mistake: "A reference is not looked at by rules that do not need it, whatever its length.",
    clauses: ["WIRE-REJ-9"],
    make: () =>
      amended((params) => {
        const { reference, ...others } = params;
        if (COMPARING.has(String(params["rule"]))) return params;
        return isNumbers(reference) && reference.length > 0 && reference.every(Number.isFinite)
          ? others
          : params;
      }),
  },
  {
    id: "refusals/pad-of-another-length",
    mistake: "A pad that is too long is cut, and one that is too short is filled up with zeros.",
    clauses: ["QNF-MSK-4", "WIRE-REJ-11"],
    make: padsAmended((pad, { integers }) =>
      isNumbers(integers) && pad.length > 0 ? integers.map((_, c) => pad[c] ?? 0) : pad,
    ),
  },
  {
    id: "refusals/pad-out-of-range",
    mistake: "Entries of a pad are reduced modulo 2^b.",
    clauses: ["QNF-MSK-4", "WIRE-REJ-11"],
    make: padsAmended((pad, params) => (pad.every(Number.isSafeInteger) ? reduced(pad, params) : pad)),
  },
  {
    id: "refusals/own-pad-ignored",
    mistake: "A pad between a client and itself is left out.",
    clauses: ["QNF-MSK-4", "WIRE-REJ-11"],
    make: () =>
      amended((params) => {
        const { client, pads } = params;
        if (typeof pads !== "object" || pads === null || !isNumber(client)) return params;
        const others = Object.entries(pads).filter(([peer]) => peer !== String(client));
        return { ...params, pads: Object.fromEntries(others) };
      }),
  },
  {
    id: "refusals/peer-index-read-loosely",
    mistake: "A peer may be written in any way that reads as a number: 07, +7, 7.0.",
    clauses: ["WIRE-MASK-1", "WIRE-REJ-11"],
    make: () =>
      amended((params) => {
        const { pads } = params;
        if (typeof pads !== "object" || pads === null) return params;
        const plain = (peer: string): string =>
          Number.isSafeInteger(Number(peer)) ? String(Number(peer)) : peer;
        return {
          ...params,
          pads: Object.fromEntries(Object.entries(pads).map(([peer, pad]) => [plain(peer), pad])),
        };
      }),
  },
  {
    id: "refusals/masked-out-of-range",
    mistake: "Entries of masked vectors are reduced modulo 2^b.",
    clauses: ["QNF-MSK-4", "WIRE-REJ-11"],
    make: () => {
      const isIntegerRows = (value: unknown): value is number[][] =>
        Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every(Number.isSafeInteger));
      return amendedMember("masked", isIntegerRows, (rows, params) =>
        rows.map((row) => reduced(row, params)),
      );
    },
  },
];
