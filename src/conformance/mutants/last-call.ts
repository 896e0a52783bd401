import type { Implementation } from "../../implementation/implementation.ts";

/** Whether JSON has a form for it: it has none for numbers that are not finite. */
function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (ArrayBuffer.isView(value)) return (value as Float64Array).every((number) => Number.isFinite(number));
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isJson);
}

/** An implementation that is watched. */
export interface Watched {
  readonly implementation: Implementation;
  /** Whether the call that was made last could have been sent as JSON; true before the first. */
  readonly isSendable: () => boolean;
}

/** Remembers the last call to an implementation. */
export function lastCall(implementation: Implementation): Watched {
  let params: unknown;
  return {
    implementation: {
      ...implementation,
      call: (operation, given) => {
        params = given;
        return implementation.call(operation, given);
      },
      callRaw: (operation, given) => {
        params = given;
        return implementation.callRaw(operation, given);
      },
    },
    isSendable: () => isJson(params),
  };
}
