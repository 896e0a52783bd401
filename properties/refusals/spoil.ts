/** Where in the parameters something is changed: names and indices, from the outside in. */
export type Path = readonly (string | number)[];

/** One change of valid parameters: another value at the path, or none at all where `value` is absent. */
export interface Edit {
  readonly path: Path;
  readonly value?: unknown;
}

/** An edit with its reason, as a case holds it. */
export interface Spoiling extends Edit {
  readonly what: string;
}

/** One way of spoiling a request, with every place and value in which it may be done. */
export interface SpoilingKind {
  /** What is wrong then, for a reader: `a pad of another length`. */
  readonly what: string;
  readonly edits: readonly Edit[];
}

/** Any of the given values at one path. */
export function replaced(what: string, path: Path | string, values: readonly unknown[]): SpoilingKind {
  const place = typeof path === "string" ? [path] : path;
  return { what, edits: values.map((value) => ({ path: place, value })) };
}

/** Other parameters altogether: where one change would not be enough. */
export function instead(what: string, ...params: readonly unknown[]): SpoilingKind {
  return replaced(what, [], params);
}

/** The parameters without what stands at the path. */
export function removed(what: string, path: Path | string): SpoilingKind {
  return { what, edits: [{ path: typeof path === "string" ? [path] : path }] };
}

/** Any of the given values at each index of a vector. */
export function inEach(
  what: string,
  path: Path,
  vector: readonly unknown[],
  values: readonly unknown[],
): SpoilingKind {
  return {
    what,
    edits: vector.flatMap((_, i) => values.map((value) => ({ path: [...path, i], value }))),
  };
}

/** The parameters with one edit; objects and arrays on the way are copied, and made where there are none. */
export function spoil(params: unknown, { path, ...edit }: Edit): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return edit.value;
  const inner = spoil((params as Record<string, unknown> | undefined)?.[step], { path: rest, ...edit });
  const kept = Object.hasOwn(edit, "value") || rest.length > 0;
  if (Array.isArray(params)) {
    return params.flatMap((entry: unknown, i): unknown[] => {
      if (i !== step) return [entry];
      return kept ? [inner] : [];
    });
  }
  const others = Object.entries({ ...(params as object) }).filter(([key]) => key !== step);
  return Object.fromEntries(kept ? [...others, [step, inner]] : others);
}

const NON_FINITE: ReadonlyMap<unknown, number> = new Map(
  [NaN, Infinity, -Infinity].map((value) => [String(value), value]),
);

/** How a non-finite number is written on the wire and in stored cases. */
export const NON_FINITE_TEXTS: readonly string[] = ["NaN", "Infinity", "-Infinity"];

/** A value with each of the wire's three texts turned into the number that it stands for. */
export function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revived(inner)]));
  }
  return NON_FINITE.get(value) ?? value;
}

/** A path as it is written in code: `noise.probability`, `updates[1][0]`. */
export function pathText(path: Path): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
  return steps.join("").replace(/^\./u, "");
}
