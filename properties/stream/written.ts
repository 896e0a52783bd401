/** How a number is written; `path` is where it stands, from the outside in. */
export type Writing = (value: number, path: readonly (string | number)[]) => string;

/** JSON text with numbers written as told, which `JSON.stringify` has but one way to do. */
export function written(value: unknown, writing: Writing, path: readonly (string | number)[] = []): string {
  if (typeof value === "number") return writing(value, path);
  if (Array.isArray(value)) {
    return `[${value.map((inner, i) => written(inner, writing, [...path, i])).join(",")}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => `${JSON.stringify(key)}:${written(inner, writing, [...path, key])}`);
  return `{${members.join(",")}}`;
}
