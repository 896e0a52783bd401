import type { Estimate } from "../audit/byzantine-evidence.ts";
import { figure } from "../base/figure.ts";
import { intervalText } from "../base/interval-text.ts";
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
  "PR-3.shots": "a basis",
  "PR-4.shots": "a basis",
  "PR-5.shots": "a basis",
  "PR-6.readError": "of the bound",
  "PR-8.loneError": "of the bound",
  "SE-1.shots": "a basis",
  "SE-1.replaced.phaseError": "rad",
  "SE-1.replaced.expectedError": "rad",
  "PH-7.shots": "a basis",
  "PH-7.wrapped.*": "rad",
  "BY-1.shots": "a basis",
  "BY-3.shots": "a basis",
  "BY-5.smallest.weights": "tenths of the bound",
  "BY-5.smallest.otherWeights": "tenths of the bound",
  "BY-6.shots": "a basis",
  "FI-2.readingError": "rad",
  "FI-2.perfectError": "rad",
  "FI-5.exposure": "of the bound",
  "CO-1.shots": "in both bases",
  "CV-1.shots": "a basis",
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
  /** In place of a value: a list of alike things, headings first. */
  readonly table?: readonly (readonly string[])[];
}

/** From so many things on a list is a table. */
const LEAST_ROWS = 3;

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

function isEstimate(value: unknown): value is Estimate {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "value,lower,upper";
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null || isEstimate(value);
}

function cellText(value: unknown): string {
  if (isEstimate(value)) return intervalText(value, 2);
  return typeof value === "number" && !Number.isInteger(value) ? figure(value, 4) : scalarText(value);
}

/** A list of objects with the same scalar keys as a table; undefined for any other. */
function tableOf(list: readonly unknown[]): string[][] | undefined {
  const [first] = list;
  if (list.length < LEAST_ROWS || typeof first !== "object" || first === null) return undefined;
  const keys = Object.keys(first);
  const isAlike = (item: unknown): item is Readonly<Record<string, unknown>> =>
    typeof item === "object" &&
    item !== null &&
    Object.keys(item).join() === keys.join() &&
    Object.values(item).every(isScalar);
  if (isScalar(first) || !list.every(isAlike)) return undefined;
  return [keys.map(words), ...list.map((item) => keys.map((key) => cellText(item[key])))];
}

/** A value in one line: what is inside an array is told beside its names. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(inline).join(", ");
  if (isEstimate(value)) return intervalText(value);
  if (typeof value !== "object" || value === null) return scalarText(value);
  return Object.entries(value)
    .map(([key, inner]) => `${words(key)} ${inline(inner)}`)
    .join(", ");
}

/** One thing of a list in a line, and below it the tables that are in it. */
function itemRows(label: string, item: unknown): EvidenceRow[] {
  if (typeof item !== "object" || item === null) return [{ label, value: inline(item) }];
  const tables: EvidenceRow[] = [];
  const rest = Object.entries(item).filter(([, inner]) => {
    const table = Array.isArray(inner) ? tableOf(inner) : undefined;
    if (table !== undefined) tables.push({ label: "", value: "", table });
    return table === undefined;
  });
  return [{ label, value: inline(Object.fromEntries(rest)) }, ...tables];
}

function rowsOf(id: string, path: readonly string[], value: unknown): EvidenceRow[] {
  const label = path.map(words).join(": ");
  const unit =
    EVIDENCE_UNITS[`${id}.${path.join(".")}`] ?? EVIDENCE_UNITS[`${id}.${path.slice(0, -1).join(".")}.*`];
  const labelled = unit === undefined || value === null ? label : `${label}, ${unit}`;
  if (Array.isArray(value) && value.some((item) => typeof item === "object")) {
    const table = tableOf(value);
    if (table !== undefined) return [{ label: labelled, value: "", table }];
    return value.flatMap((item: unknown, i) => itemRows(i === 0 ? labelled : "", item));
  }
  if (isScalar(value) || Array.isArray(value)) return [{ label: labelled, value: inline(value) }];
  return Object.entries(value as object).flatMap(([key, inner]) => rowsOf(id, [...path, key], inner));
}

/** All of an evidence, number for number, with a label each. */
export function evidenceRows(id: string, evidence: object): EvidenceRow[] {
  return Object.entries(evidence).flatMap(([key, value]) => rowsOf(id, [key], value));
}
