/**
 * Where evidence holds a number that is none (NaN or an infinity): its path, like "cases[1].global".
 * JSON has no such numbers, and no comparison with one means anything.
 */
export function nonFinitePath(value: unknown, path = ""): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const found = nonFinitePath(inner, place);
    if (found !== undefined) return found;
  }
  return undefined;
}
