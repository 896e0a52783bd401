import { interruptible, isInterruption } from "../../properties/interruptible.ts";
import { laws as allLaws } from "../../properties/index.ts";
import type { DeterministicLaw, Law, StatisticalLaw } from "../../properties/law.ts";
import { runLaw, whyNot } from "../../properties/run-law.ts";
import { isViolation } from "../../properties/violation.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { StoredFailure } from "./failure.ts";
import { lostCapabilities } from "./lost-capabilities.ts";
import { nearest } from "./nearest.ts";
import { recorderOf } from "./recorder.ts";
import type { RecordedCalls } from "./recorder.ts";
import { readValue } from "./stored-value.ts";

/** Why a stored case could not be judged. */
export type ReplayCause = "file" | "not applicable" | "interrupted" | "fault";

/** What became of a stored case. */
export type ReplayResult =
  | { readonly verdict: "FIXED"; readonly text: string }
  | {
      readonly verdict: "STILL FAILING";
      readonly text: string;
      readonly message: string;
      readonly expected: string;
      readonly received: string;
      /** The last calls of the check. */
      readonly calls: RecordedCalls;
    }
  | { readonly verdict: "ERROR"; readonly cause: ReplayCause; readonly text: string };

/** How to replay. */
export interface ReplaySettings {
  readonly signal?: AbortSignal | undefined;
  /** Every law that there is; those of the project by default. */
  readonly catalogue?: readonly Law[] | undefined;
}

function inability(cause: ReplayCause, text: string): ReplayResult {
  return { verdict: "ERROR", cause, text };
}

const INTERRUPTED = inability("interrupted", "interrupted before the case was judged");

/** The law that a case was stored for, or why it is not to be had. */
function lawOf(failure: StoredFailure, catalogue: readonly Law[]): Law | ReplayResult {
  const law = catalogue.find(({ id }) => id === failure.law);
  if (law === undefined) {
    const [like] = nearest(
      failure.law,
      catalogue.map(({ id }) => id),
      1,
    );
    return inability(
      "file",
      `there is no law ${failure.law}${like === undefined ? "" : `; the nearest is ${like}`}`,
    );
  }
  if (law.kind === failure.lawKind && fingerprintOf(law) === failure.fingerprint) return law;
  return inability(
    "file",
    `the law ${law.id} has changed since version ${failure.harness} of the harness stored this case: run cqsa verify again`,
  );
}

type Judged =
  | { readonly held: true; readonly text: string }
  | { readonly held: false; readonly message: string; readonly expected: string; readonly received: string };

async function replayCase(
  law: DeterministicLaw<unknown>,
  implementation: Implementation,
  example: unknown,
): Promise<Judged> {
  try {
    const finding = await law.check(implementation, example);
    const text =
      finding === "held" ? "the stored case obeys the law" : "the stored case breaks the law no more";
    return { held: true, text };
  } catch (error) {
    if (!isViolation(error)) throw error;
    const { message, expected, received } = error;
    return { held: false, message, expected, received };
  }
}

async function replaySample(
  law: StatisticalLaw,
  implementation: Implementation,
  { seed, level, size }: { readonly seed: string; readonly level: number; readonly size: number },
): Promise<Judged | ReplayResult> {
  const result = await runLaw(law, implementation, { seed, level, samples: size / law.size, runs: 1 });
  switch (result.verdict) {
    case "violated":
      return { held: false, ...result.counterexample };
    case "pass":
      return {
        held: true,
        text: `sampled again with the stored seed, the law is obeyed (p = ${result.pValue?.toPrecision(2)})`,
      };
    default:
      return inability("not applicable", `nothing could be measured: ${result.reason}`);
  }
}

/** Tries the case as its law is judged. The law is of the stored kind: `lawOf` has looked. */
async function judge(
  law: Law,
  implementation: Implementation,
  failure: StoredFailure,
): Promise<Judged | ReplayResult> {
  if (law.kind === "deterministic" && failure.lawKind === "deterministic") {
    return replayCase(law, implementation, readValue(failure.example));
  }
  if (law.kind === "statistical" && failure.lawKind === "statistical") {
    return replaySample(law, implementation, failure);
  }
  throw new Error(`${law.id} is of another kind than the stored case`);
}

/** The answer for a case that fails: none, if it asks for what was declared then and no longer is. */
function failing(
  failure: StoredFailure,
  { message, expected, received }: Judged & { held: false },
  calls: RecordedCalls,
  lost: readonly string[],
): ReplayResult {
  const outcome = calls.last.at(-1)?.outcome;
  if (lost.length > 0 && (outcome === "unsupported" || outcome === "reject")) {
    return inability(
      "not applicable",
      `the case is for an adapter that declares ${lost.join("; ")}, which this one does not: run cqsa verify again`,
    );
  }
  const same = failure.message === message && failure.received === received;
  const text = same ? "the stored case fails as it did" : "the stored case fails, in another way than it did";
  return { verdict: "STILL FAILING", text, message, expected, received, calls };
}

/**
 * Tries a stored case again: a deterministic law on the very case, whatever its seed; a statistical one on both
 * samples of the stored seed, at the stored level.
 */
export async function replay(
  implementation: Implementation,
  failure: StoredFailure,
  { signal, catalogue = allLaws }: ReplaySettings = {},
): Promise<ReplayResult> {
  const law = lawOf(failure, catalogue);
  if ("verdict" in law) return law;
  const { capabilities } = implementation;
  const reason = whyNot(law, implementation);
  if (reason !== undefined)
    return inability("not applicable", `${law.id} does not apply to this adapter: ${reason}`);
  const recorder = recorderOf(interruptible(implementation, signal));
  const watched = recorder.watched(law);
  try {
    const judged = await judge(watched, recorder.implementation, failure);
    if (signal?.aborted === true) return INTERRUPTED;
    if ("verdict" in judged) return judged;
    if (judged.held) return { verdict: "FIXED", text: judged.text };
    return failing(failure, judged, recorder.failing(), lostCapabilities(failure.declared, capabilities));
  } catch (error) {
    if (isInterruption(error)) return INTERRUPTED;
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return inability("fault", `the harness could not try the stored case: ${message}`);
  }
}
