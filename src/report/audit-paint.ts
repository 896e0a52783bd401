/** Marks up words for a terminal; the identity where there is none. */
export type Paint = (style: "bold" | "dim" | "green" | "yellow" | "red" | "cyan", text: string) => string;

export const PLAIN: Paint = (_style, text) => text;

/** The colour of a claim's verdict. */
export const VERDICT_STYLE = {
  holds: "green",
  "holds if": "yellow",
  fails: "red",
  undecided: "cyan",
} as const;

/** Shown for a number that this run cannot say. */
export const UNKNOWN = "–";
