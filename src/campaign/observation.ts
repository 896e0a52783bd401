/** What a closed form says of a figure. */
export interface Expected {
  readonly value: number;
  readonly formula: string;
  /** What the form itself may miss the truth by. */
  readonly tolerance: number;
}

/** A closed form's value. */
export function expected(value: number, formula: string, tolerance = 0): Expected {
  return { value, formula, tolerance };
}

/** One thing that a trial of an adversary showed. Plain data; figures of one name are put together over trials. */
export type Observation = { readonly figure: string } & (
  | {
      /** Pearson's r of estimates and truth; its square is the figure. */
      readonly kind: "correlation";
      readonly value: number;
      readonly expected: Expected | null;
    }
  | { readonly kind: "value"; readonly value: number; readonly expected: Expected | null }
  | {
      readonly kind: "rate";
      readonly successes: number;
      readonly cases: number;
      readonly expected: Expected | null;
    }
  | {
      /** Scores where the answer is yes, and where it is no. */
      readonly kind: "scores";
      readonly members: readonly number[];
      readonly strangers: readonly number[];
      readonly expected: { readonly auc: Expected; readonly tpr: Expected | null } | null;
    }
);
