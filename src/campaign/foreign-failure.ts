import type { Outcome } from "../implementation/implementation.ts";

/** An outcome of an implementation with which a campaign cannot go on. */
export type ForeignFailure = Error & { readonly kind: Exclude<Outcome<unknown>["outcome"], "ok"> };

const failures = new WeakSet<Error>();

/** The error that stands for such an outcome. */
export function adapterFailure({
  outcome,
  message,
}: Exclude<Outcome<unknown>, { readonly outcome: "ok" }>): ForeignFailure {
  const text = {
    reject: "refuses an honest round",
    unsupported: "does not offer what is asked for",
    fault: "fails",
  };
  const error = Object.assign(new Error(`the implementation ${text[outcome]}: ${message}`), {
    kind: outcome,
  });
  failures.add(error);
  return error;
}

/** True for an error made by {@link adapterFailure}. */
export function isForeignFailure(error: unknown): error is ForeignFailure {
  return error instanceof Error && failures.has(error);
}
