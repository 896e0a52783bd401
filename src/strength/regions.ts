import type { CodeReference } from "./code-reference.ts";

/** Something named in a file, or a statement there that refuses; the names are those around it, too. */
export interface Item {
  readonly name: string;
  readonly kind: "named" | "refusal";
  readonly start: number;
  readonly end: number;
}

/** A source file as far as ownership needs it. */
export interface OutlinedFile {
  readonly path: string;
  readonly length: number;
  readonly items: readonly Item[];
}

/** Who says that code is theirs: a clause or a claim. */
export interface Owner {
  readonly id: string;
  readonly code: readonly CodeReference[];
}

/** A stretch of one file and who owns it. */
export interface OwnedStretch {
  readonly start: number;
  readonly end: number;
  readonly owners: readonly string[];
}

/** Longer than any path. */
const DEEPEST = 1000;

function inside({ name }: Item, symbol: string | undefined): boolean {
  return symbol === undefined || name === symbol || name.startsWith(`${symbol}.`);
}

/** What a reference means in one file: nothing, if it does not concern that file or what it names is not there. */
export function stretchesOf(reference: CodeReference, file: OutlinedFile): { start: number; end: number }[] {
  const { path, symbol, refusals } = reference;
  if (path.endsWith("/") ? !file.path.startsWith(path) : path !== file.path) return [];
  if (refusals) return file.items.filter((item) => item.kind === "refusal" && inside(item, symbol));
  // A folder lies around its folders, and these around their files.
  if (path.endsWith("/")) return [{ start: path.length - DEEPEST, end: file.length }];
  if (symbol === undefined) return [{ start: 0, end: file.length }];
  return file.items.filter(({ kind, name }) => kind === "named" && name === symbol);
}

/** References that mean nothing anywhere, as sentences. */
export function lostReferences(owners: readonly Owner[], files: readonly OutlinedFile[]): string[] {
  return owners.flatMap(({ id, code }) =>
    code
      .filter((reference) => files.every((file) => stretchesOf(reference, file).length === 0))
      .map(({ path, symbol, refusals }) => {
        const what = symbol === undefined ? path : `${path}#${symbol}`;
        return `${id} names ${what}${refusals ? ":refusals" : ""}, which is not there`;
      }),
  );
}

/** Who owns what in a file. Where stretches lie in each other, {@link ownersAt} lets the inner one decide. */
export function ownedStretches(owners: readonly Owner[], file: OutlinedFile): OwnedStretch[] {
  const byPlace = new Map<string, { start: number; end: number; owners: Set<string> }>();
  for (const { id, code } of owners) {
    for (const { start, end } of code.flatMap((reference) => stretchesOf(reference, file))) {
      const key = `${start}-${end}`;
      const stretch = byPlace.get(key) ?? { start, end, owners: new Set<string>() };
      stretch.owners.add(id);
      byPlace.set(key, stretch);
    }
  }
  return [...byPlace.values()].map((stretch) => ({ ...stretch, owners: [...stretch.owners].sort() }));
}

/** The owners of the smallest stretch around a place: whoever names something owns it, and not who names all around it. */
export function ownersAt(stretches: readonly OwnedStretch[], start: number, end: number): readonly string[] {
  let best: OwnedStretch | undefined;
  for (const stretch of stretches) {
    if (stretch.start > start || end > stretch.end) continue;
    if (best === undefined || stretch.end - stretch.start < best.end - best.start) best = stretch;
  }
  return best?.owners ?? [];
}
