/** An array longer than this is shown by its head. */
const MOST_ENTRIES = 8;
const HEAD = 3;
const MOST_CHARACTERS = 480;

function render(value: unknown): string {
  if (Array.isArray(value)) {
    const cut = value.length > MOST_ENTRIES;
    const shown = (cut ? value.slice(0, HEAD) : value).map(render);
    return `[${[...shown, ...(cut ? [`… ${value.length - HEAD} more`] : [])].join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${render(inner)}`);
    return `{${members.join(", ")}}`;
  }
  return JSON.stringify(value) ?? "undefined";
}

/**
 * JSON for people: long arrays by their head, and what is long even so cut off.
 *
 * @example briefValue([1, 2, 3, 4, 5, 6, 7, 8, 9]) // "[1, 2, 3, … 6 more]"
 */
export function briefValue(value: unknown): string {
  const text = render(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text;
}
