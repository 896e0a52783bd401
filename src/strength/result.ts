import { dataError } from "../base/data-error.ts";
import { MUTANT_STATUSES } from "./mutant.ts";
import type { Mutant } from "./mutant.ts";

/** What a run of all mutants found. */
export interface MutationResult {
  /** The commit that the sources are of, with a + where they were changed since; null: unknown. */
  readonly commit: string | null;
  readonly version: string;
  /** What laws were run with: cases of each, and samples as a multiple of their own. */
  readonly preset: { readonly runs: number; readonly samples: number };
  /** Of how many survivors the full preset noticed how many more; null: not tried. */
  readonly power: { readonly tried: number; readonly noticed: readonly string[] } | null;
  /** By file: a hash of the source that was mutated. */
  readonly sources: Readonly<Record<string, string>>;
  /** By law and by file of unit tests: a hash of what judged the mutants. */
  readonly judges: Readonly<Record<string, string>>;
  /** By file: how many changes do not type-check and were not run. */
  readonly untyped: Readonly<Record<string, number>>;
  readonly mutants: readonly Mutant[];
}

type Row = [
  place: [number, number, number, number],
  name: number,
  mutator: number,
  original: string,
  replacement: string,
  ordinal: number,
  status: number,
  owners: number,
  killers: number[],
];

/** The same with every text once: a tenth of the size. */
export interface StoredResult {
  readonly kind: "cqsa-mutation";
  readonly format: 1;
  readonly commit: string | null;
  readonly version: string;
  readonly preset: MutationResult["preset"];
  readonly power: MutationResult["power"];
  readonly sources: MutationResult["sources"];
  readonly judges: MutationResult["judges"];
  readonly untyped: MutationResult["untyped"];
  readonly names: readonly string[];
  readonly mutators: readonly string[];
  readonly ownerSets: readonly (readonly string[])[];
  readonly killers: readonly string[];
  readonly mutants: Readonly<Record<string, readonly Row[]>>;
}

/** Hands out a number to each new text. */
function numbering(): { readonly texts: string[]; readonly numberOf: (text: string) => number } {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    numberOf: (text) => {
      let number = numbers.get(text);
      if (number === undefined) {
        number = texts.push(text) - 1;
        numbers.set(text, number);
      }
      return number;
    },
  };
}

function inOrder(a: Mutant, b: Mutant): number {
  const byPlace =
    a.line - b.line || a.column - b.column || a.endLine - b.endLine || a.endColumn - b.endColumn;
  if (byPlace !== 0) return byPlace;
  if (a.mutator !== b.mutator) return a.mutator < b.mutator ? -1 : 1;
  return a.replacement < b.replacement ? -1 : Number(a.replacement > b.replacement);
}

/** Brings a result into the form that is kept: in an order that follows from the sources alone. */
export function packResult(result: MutationResult): StoredResult {
  const names = numbering();
  const mutators = numbering();
  const owners = numbering();
  const killers = numbering();
  const { commit, version, preset, power, sources, judges, untyped } = result;
  const files = [...new Set(result.mutants.map(({ file }) => file))].sort();
  const mutants = files.map((file): [string, Row[]] => [
    file,
    result.mutants
      .filter((mutant) => mutant.file === file)
      .sort(inOrder)
      .map((mutant) => [
        [mutant.line, mutant.column, mutant.endLine, mutant.endColumn],
        names.numberOf(mutant.name),
        mutators.numberOf(mutant.mutator),
        mutant.original,
        mutant.replacement,
        mutant.ordinal,
        MUTANT_STATUSES.indexOf(mutant.status),
        owners.numberOf(JSON.stringify([...mutant.owners].sort())),
        [...mutant.killedBy].sort().map((killer) => killers.numberOf(killer)),
      ]),
  ]);
  return {
    kind: "cqsa-mutation",
    format: 1,
    commit,
    version,
    preset,
    power,
    sources,
    judges,
    untyped,
    names: names.texts,
    mutators: mutators.texts,
    ownerSets: owners.texts.map((text) => JSON.parse(text) as string[]),
    killers: killers.texts,
    mutants: Object.fromEntries(mutants),
  };
}

/**
 * The inverse of {@link packResult}.
 *
 * @param name of the file that it is from
 * @throws a data error for what is no such result
 */
export function unpackResult(parsed: unknown, name: string): MutationResult {
  const { kind, format } = (parsed ?? {}) as Partial<StoredResult>;
  if (kind !== "cqsa-mutation" || format !== 1) throw dataError(name, "is no result of a run of mutants");
  const stored = parsed as StoredResult;
  const { commit, version, preset, power, sources, judges, untyped } = stored;
  const mutants = Object.entries(stored.mutants).flatMap(([file, rows]) =>
    rows.map(([place, name, mutator, original, replacement, ordinal, status, owners, killers]): Mutant => ({
      file,
      name: stored.names[name]!,
      original,
      replacement,
      ordinal,
      line: place[0],
      column: place[1],
      endLine: place[2],
      endColumn: place[3],
      mutator: stored.mutators[mutator]!,
      status: MUTANT_STATUSES[status]!,
      killedBy: killers.map((killer) => stored.killers[killer]!),
      owners: stored.ownerSets[owners]!,
    })),
  );
  return { commit, version, preset, power, sources, judges, untyped, mutants };
}

/**
 * A kept result with some files renewed. Judges that have changed in between count as unknown: what rests on them is run
 * again when it matters. Its power is no longer known.
 *
 * @param files all that there are now: of others nothing is kept
 */
export function renewed(
  kept: MutationResult,
  newer: MutationResult,
  files: readonly string[],
): MutationResult {
  const there = new Set(files);
  const ofThere = <T>(byFile: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(byFile).filter(([file]) => there.has(file)));
  const judges = Object.entries(newer.judges).filter(([judge, hash]) => kept.judges[judge] === hash);
  return {
    ...newer,
    power: null,
    sources: { ...ofThere(kept.sources), ...newer.sources },
    untyped: { ...ofThere(kept.untyped), ...newer.untyped },
    judges: Object.fromEntries(judges),
    mutants: [
      ...kept.mutants.filter(({ file }) => there.has(file) && newer.sources[file] === undefined),
      ...newer.mutants,
    ],
  };
}
