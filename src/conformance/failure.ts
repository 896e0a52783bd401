import type { DeterministicLaw, Law } from "../../properties/law.ts";
import { sampleSize } from "../../properties/run-law.ts";
import type { Counterexample } from "../../properties/run-law.ts";
import type { Capabilities } from "../implementation/implementation.ts";
import { clauseOf } from "./clauses.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { RecordedCalls } from "./recorder.ts";
import { storeValue } from "./stored-value.ts";
import type { Json } from "./stored-value.ts";

interface FailureText {
  readonly kind: "cqsa-failure";
  readonly format: 1;
  /** The version of the harness that found it. */
  readonly harness: string;
  readonly law: string;
  /** See `fingerprintOf`. */
  readonly fingerprint: string;
  readonly sentence: string;
  readonly clauses: readonly { readonly id: string; readonly level: string; readonly text: string }[];
  /** What the implementation declared. */
  readonly declared: Capabilities;
  /** The seed of the run. */
  readonly seed: string;
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  /** The last calls of the check that failed. */
  readonly calls: RecordedCalls;
}

/** A broken law with all that it takes to try the case again: what a failure file holds. */
export type StoredFailure = FailureText &
  (
    | {
        readonly lawKind: DeterministicLaw<unknown>["kind"];
        /** Cases of the run, and the generator's path to this one. */
        readonly runs: number;
        readonly path: string | null;
        /** The smallest case that was found, as `storeValue` writes it. */
        readonly example: Json;
      }
    | {
        readonly lawKind: "statistical";
        /** The false-alarm probability, and the observations of the first stage. */
        readonly level: number;
        readonly size: number;
      }
  );

/** What a failure is made of. */
export interface FailureParts {
  readonly law: Law;
  readonly counterexample: Counterexample;
  readonly calls: RecordedCalls;
  readonly declared: Capabilities;
  readonly harness: string;
  readonly seed: string;
  readonly runs: number;
  readonly samples: number;
  readonly level: number;
}

/**
 * The record of a broken law.
 *
 * @throws TypeError if the case is no plain data
 */
export function storedFailure(parts: FailureParts): StoredFailure {
  const { law, counterexample, calls, declared, harness, seed } = parts;
  const { message, expected, received } = counterexample;
  const text: FailureText = {
    kind: "cqsa-failure",
    format: 1,
    harness,
    law: law.id,
    fingerprint: fingerprintOf(law),
    sentence: law.sentence,
    clauses: law.clauses.map((id) => ({
      id,
      level: clauseOf(id)?.level ?? "MUST",
      text: clauseOf(id)?.text ?? "",
    })),
    declared,
    seed,
    message,
    expected,
    received,
    calls: law.kind === "statistical" ? { ...calls, last: calls.last.slice(-1) } : calls,
  };
  return law.kind === "statistical"
    ? { ...text, lawKind: "statistical", level: parts.level, size: sampleSize(law, parts.samples) }
    : {
        ...text,
        lawKind: "deterministic",
        runs: parts.runs,
        path: counterexample.path ?? null,
        example: storeValue(counterexample.example),
      };
}
