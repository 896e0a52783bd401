/** Where the text is long, an array longer than this is shown by its head. */
const MOST_ENTRIES = 8;
/** Nobody reads more entries than these. */
const MOST_WHOLE = 30;
const HEAD = 3;
const MOST_CHARACTERS = 480;

function render(value: unknown, mostEntries: number): string {
  if (Array.isArray(value)) {
    const cut = value.length > mostEntries;
    const shown = (cut ? value.slice(0, HEAD) : value).map((inner) => render(inner, mostEntries));
    return `[${[...shown, ...(cut ? [`… ${value.length - HEAD} more`] : [])].join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, inner]) => `${JSON.stringify(key)}: ${render(inner, mostEntries)}`,
    );
    return `{${members.join(", ")}}`;
  }
  return JSON.stringify(value) ?? "undefined";
}

/**
 * JSON for people: whole where it is short; else long arrays by their head, and what is long even so cut off.
 *
 * @example briefValue(Array(1000).fill(0)) // "[0, 0, 0, … 997 more]"
 */
export function briefValue(value: unknown): string {
  const whole = render(value, MOST_WHOLE);
  const text = whole.length > MOST_CHARACTERS ? render(value, MOST_ENTRIES) : whole;
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text;
}
