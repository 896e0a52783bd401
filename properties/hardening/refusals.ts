import { VALID_REQUESTS } from "../arbitraries/valid-requests.ts";
import type { Law } from "../law.ts";
import { refusalLaw } from "../refusals/refusal-law.ts";
import { replaced } from "../refusals/spoil.ts";
import type { SpoilingKind } from "../refusals/spoil.ts";
import { hardeningMissing, MEASURES } from "./hardened.ts";

/** Parameters that are numbers, with values out of their range. */
const OUT_OF_RANGE: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  "clip-bound": { bound: [0, -1] },
  "guard-band": { factor: [0.5, 0, -2], falseAlarm: [0, 1] },
  "balanced-clusters": { least: [0, 1.5] },
  "stable-clusters": { rounds: [0, -1, 1.5], round: [-1, 0.5] },
  "reshuffle-budget": { partitions: [0, 2.5], round: [-1] },
  "verification-rounds": { states: [0, 1.5], falseAlarm: [0, 1] },
  "visibility-floor": { falseAlarm: [0, 1, -1] },
  "residue-parity": { falseAlarm: [0, 1, -1] },
};

function kindsOf(): SpoilingKind[] {
  const path = (measure: string): string[] => ["hardening", measure];
  return [
    {
      what: "an unknown measure",
      edits: ["unknown", "clipBound", ""].flatMap((name) => [
        { path: path(name), value: true },
        { path: path(name), value: false },
      ]),
    },
    {
      what: "a measure that is neither on, off nor parameters",
      edits: MEASURES.flatMap((measure) =>
        [1, "on", null, []].map((value) => ({ path: path(measure), value })),
      ),
    },
    {
      what: "an unknown parameter",
      edits: MEASURES.map((measure) => ({ path: path(measure), value: { unknown: 1 } })),
    },
    {
      what: "a parameter out of range, or of another type",
      edits: Object.entries(OUT_OF_RANGE).flatMap(([measure, parameters]) =>
        Object.entries(parameters).flatMap(([key, values]) =>
          [...values, "1", null].map((value) => ({ path: path(measure), value: { [key]: value } })),
        ),
      ),
    },
    replaced("two plans for the clusters", "hardening", [
      { "stable-clusters": true, "reshuffle-budget": true },
    ]),
    replaced("local noise without a bound", "hardening", [
      { "local-noise": true },
      { "local-noise": true, "clip-bound": false },
    ]),
    replaced("clusters larger than there are clients", "hardening", [
      { "balanced-clusters": { least: 1_000_000 } },
    ]),
  ];
}

/** What is wrong with the measures of a round. */
export const hardeningRefusals: Law = refusalLaw({
  id: "hardening/refusals",
  sentence: "unknown or contradicting measures, and parameters out of range, are refused",
  clauses: ["WIRE-EXT-2", "WIRE-EXT-6"],
  operation: "round",
  inapplicable: hardeningMissing,
  valid: VALID_REQUESTS.round.params,
  kinds: kindsOf,
});
