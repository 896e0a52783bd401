import type { Outcome } from "../implementation.ts";
import { ok } from "../outcome.ts";
import { amended, amendedMember, answered, isNumber, isRows, mapNumbers } from "./edited.ts";
import type { RawParams } from "./edited.ts";
import type { Faulty } from "./faulty.ts";

function isNaNValue(value: unknown): boolean {
  return value === "NaN" || Number.isNaN(value);
}

function withoutNaN(params: RawParams): RawParams {
  return mapNumbers(params, (value) => (isNaNValue(value) ? 0 : value));
}

function anyNaN(values: unknown): boolean {
  return Array.isArray(values) && values.some(isNaNValue);
}

/** Where NaN goes when nobody stops it: into the phases of its weights, and into the mean of its column. */
function poisoned(outcome: Outcome<unknown>, operation: string, params: RawParams): Outcome<unknown> {
  if (outcome.outcome !== "ok") return outcome;
  const result = outcome.result as Readonly<Record<string, readonly number[]>>;
  if (operation === "encode" && anyNaN(params["weights"])) {
    const weights = params["weights"] as readonly unknown[];
    return ok({ phases: result["phases"]!.map((phase, i) => (isNaNValue(weights[i]) ? NaN : phase)) });
  }
  if (operation === "screen" && params["rule"] === "mean") {
    const rows = params["aggregates"] as readonly (readonly unknown[])[];
    const aggregate = result["aggregate"]!.map((mean, c) =>
      rows.some((row) => isNaNValue(row[c])) ? NaN : mean,
    );
    return ok({ ...result, aggregate });
  }
  return outcome;
}

/** Values of the wrong type, or no numbers at all, that are read as if they were numbers. */
export const typeRefusalFaults: readonly Faulty[] = [
  {
    id: "refusals/nan-let-through",
    mistake: "NaN is no error: phases and means that it touches are NaN, and other answers take it for 0.",
    clauses: ["CQSA-ENC-4", "CQSA-SCR-5", "WIRE-REJ-2"],
    make: () =>
      answered(
        (outcome, operation, params) => poisoned(outcome, operation, params as RawParams),
        amended(withoutNaN),
      ),
  },
  {
    id: "refusals/nan-as-zero",
    mistake: "NaN is replaced by 0 wherever it stands.",
    clauses: ["CQSA-ENC-4", "CQSA-AGG-6", "CQSA-SCR-5", "QNF-QNT-4", "WIRE-REJ-2"],
    make: () => amended(withoutNaN),
  },
  {
    id: "refusals/infinity-as-large",
    mistake: "An infinite number is replaced by a large one.",
    clauses: ["CQSA-AGG-6", "CQSA-SCR-5", "WIRE-REJ-2"],
    make: () => {
      const large: Readonly<Record<string, number>> = { Infinity: 1e100, "-Infinity": -1e100 };
      return amended((params) => mapNumbers(params, (value) => large[String(value)] ?? value));
    },
  },
  {
    id: "refusals/rows-of-nan-left-out",
    mistake: "Inputs that are not finite are left out of a rule and flagged, instead of refused.",
    clauses: ["CQSA-SCR-5", "WIRE-REJ-2"],
    make: () => {
      const isBad = (row: unknown): boolean =>
        Array.isArray(row) && row.some((value) => isNaNValue(value) || String(value).endsWith("Infinity"));
      const cleaned = amended((params, operation) => {
        const rows = params["aggregates"];
        if (operation !== "screen" || !Array.isArray(rows)) return params;
        return { ...params, aggregates: rows.filter((row) => !isBad(row)) };
      });
      return answered((outcome, operation, params) => {
        if (operation !== "screen" || outcome.outcome !== "ok") return outcome;
        const { aggregate, accepted } = outcome.result as { aggregate: number[]; accepted: boolean[] };
        const flags = accepted.values();
        const rows = (params as RawParams)["aggregates"] as readonly unknown[];
        return ok({ aggregate, accepted: rows.map((row) => !isBad(row) && flags.next().value === true) });
      }, cleaned);
    },
  },
  {
    id: "refusals/text-as-number",
    mistake: "A text that looks like a number is taken for it.",
    clauses: ["WIRE-REJ-1"],
    make: () =>
      amended((params) =>
        mapNumbers(params, (value) =>
          typeof value === "string" && /^-?\d+(?:\.\d+)?$/u.test(value) ? Number(value) : value,
        ),
      ),
  },
  {
    id: "refusals/boolean-as-number",
    mistake: "True and false are taken for 1 and 0.",
    clauses: ["WIRE-REJ-1"],
    make: () =>
      amended((params) =>
        mapNumbers(params, (value) => (typeof value === "boolean" ? Number(value) : value)),
      ),
  },
  {
    id: "refusals/null-as-zero",
    mistake: "Null is taken for 0 in the place of a number.",
    clauses: ["WIRE-REJ-1"],
    make: () => amended((params) => mapNumbers(params, (value) => (value === null ? 0 : value), ["shots"])),
  },
  {
    id: "refusals/integers-rounded",
    mistake: "Entries with a fraction are rounded where integers are due.",
    clauses: ["QNF-QNT-4", "WIRE-REJ-1"],
    make: () =>
      amended((params, operation) => {
        const round = (value: unknown): unknown =>
          isNumber(value) && Number.isFinite(value) ? Math.round(value) : value;
        const whole = ["dequantize", "mask", "unmask"].includes(operation);
        return whole ? mapNumbers(params, round, ["bound", "bits", "modulusBits", "client"]) : params;
      }),
  },
  {
    id: "refusals/seed-of-a-number",
    mistake: "A seed that is a number is taken for its text.",
    clauses: ["WIRE-REJ-1"],
    make: () => amendedMember("seed", isNumber, String),
  },
  {
    id: "refusals/vector-for-matrix",
    mistake: "A vector in the place of a matrix is taken for its only row.",
    clauses: ["WIRE-REJ-1"],
    make: () =>
      amended((params) => {
        const asRows = (value: unknown): unknown =>
          Array.isArray(value) && value.length > 0 && value.every(isNumber) ? [value] : value;
        const names = ["phases", "aggregates", "masked", "updates"].filter((name) =>
          Object.hasOwn(params, name),
        );
        return { ...params, ...Object.fromEntries(names.map((name) => [name, asRows(params[name])])) };
      }),
  },
  {
    id: "refusals/ragged-rows-padded",
    mistake: "Shorter rows are filled up with zeros.",
    clauses: ["CQSA-AGG-6", "CQSA-SCR-5", "WIRE-REJ-3"],
    make: () =>
      amended((params) => {
        const names = ["phases", "aggregates", "masked", "updates"].filter((name) => isRows(params[name]));
        const padded = (rows: readonly (readonly number[])[]): number[][] => {
          const width = Math.max(0, ...rows.map((row) => row.length));
          // Rows without any entry stay what they are: empty.
          return rows.map((row) =>
            row.length === 0 ? [] : Array.from({ length: width }, (_, c) => row[c] ?? 0),
          );
        };
        return {
          ...params,
          ...Object.fromEntries(names.map((name) => [name, padded(params[name] as number[][])])),
        };
      }),
  },
  {
    id: "refusals/ragged-rows-cut",
    mistake: "Longer rows are cut to the shortest one.",
    clauses: ["CQSA-AGG-6", "CQSA-SCR-5", "WIRE-REJ-3"],
    make: () =>
      amended((params) => {
        const names = ["phases", "aggregates", "masked", "updates"].filter((name) => isRows(params[name]));
        const cut = (rows: readonly (readonly number[])[]): number[][] =>
          rows.map((row) => row.slice(0, Math.min(...rows.map(({ length }) => length))));
        return {
          ...params,
          ...Object.fromEntries(names.map((name) => [name, cut(params[name] as number[][])])),
        };
      }),
  },
];
