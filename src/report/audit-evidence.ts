import { UNKNOWN } from "./audit-paint.ts";

/** Units of what is no count, share or probability, by claim and place in its evidence; `*` is any place below. */
export const EVIDENCE_UNITS: Readonly<Record<string, string>> = {
  "PH-1.largestError": "rad",
  "PH-1.worst.*": "rad",
  "PH-2.smallest.phase": "rad",
  "PH-3.arccosError": "rad",
  "PH-3.quadratureError": "rad",
  "PH-3.predictedError": "rad",
  "PH-3.shots": "a basis",
  "PH-3.biasAtZero": "rad",
  "PH-3.smallest.*": "of the bound",
  "PH-4.largestShare": "of π",
  "PH-4.nearestAcross.*": "rad",
  "PH-4.roundingExcess": "rad",
  "PH-4.endsApart": "rad",
  "PH-4.byzantine.*": "rad",
  "PH-5.largestShare": "of π",
  "PH-5.twoAtPi.*": "rad",
  "PR-8.loneError": "of the bound",
  "FI-2.readingError": "rad",
  "FI-2.perfectError": "rad",
  "FI-5.exposure": "of the bound",
  "CO-1.shots": "in both bases",
  "QN-2.smallest.share": "of the bound",
  "QN-7.largestError": "steps",
  "QN-7.roundingAllowance": "steps",
  "QN-7.drawnRatio": "of step/√(12N)",
  "QN-7.drawnInterval.*": "of step/√(12N)",
  "QN-7.ownInterval.*": "of step/√(12N)",
};

/** One fact of an evidence: what it is, and its value as text. */
export interface EvidenceRow {
  readonly label: string;
  readonly value: string;
}

/** "largestError" as "largest error". */
function words(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Counts in full, everything else to six digits. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

function scalarText(value: unknown): string {
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : UNKNOWN;
}

/** A value in one line: what is inside an array is told beside its names. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(inline).join(", ");
  if (typeof value !== "object" || value === null) return scalarText(value);
  return Object.entries(value)
    .map(([key, inner]) => `${words(key)} ${inline(inner)}`)
    .join(", ");
}

function rowsOf(id: string, path: readonly string[], value: unknown): EvidenceRow[] {
  const label = path.map(words).join(": ");
  const unit =
    EVIDENCE_UNITS[`${id}.${path.join(".")}`] ?? EVIDENCE_UNITS[`${id}.${path.slice(0, -1).join(".")}.*`];
  const labelled = unit === undefined || value === null ? label : `${label}, ${unit}`;
  if (Array.isArray(value) && value.some((item) => typeof item === "object")) {
    return value.map((item, i) => ({ label: i === 0 ? labelled : "", value: inline(item) }));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [{ label: labelled, value: inline(value) }];
  return Object.entries(value).flatMap(([key, inner]) => rowsOf(id, [...path, key], inner));
}

/** All of an evidence, number for number, with a label each. */
export function evidenceRows(id: string, evidence: object): EvidenceRow[] {
  return Object.entries(evidence).flatMap(([key, value]) => rowsOf(id, [key], value));
}
