import type { Law } from "../../properties/law.ts";
import { checkInteger, checkName } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { nearest } from "./nearest.ts";
import { belongsTo, operationsOf, PROFILE_NAMES, PROFILES } from "./profiles.ts";
import type { Profile, ProfileName } from "./profiles.ts";

/** One of `count` parts of a run, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Which laws are wanted; those of each member that is there, and all by default. */
export interface Selection {
  /** An id, the beginning of one, or a pattern in which `*` is any text. */
  readonly laws?: readonly string[] | undefined;
  readonly clauses?: readonly string[] | undefined;
  readonly profile?: ProfileName | "all" | undefined;
  readonly shard?: Shard | undefined;
}

/** The ids that a pattern means. One that is an id itself means that alone, not all that begin so. */
function matching(pattern: string, ids: readonly string[]): string[] {
  const wanted = pattern.toLowerCase();
  const exact = ids.filter((id) => id.toLowerCase() === wanted);
  if (exact.length > 0 || wanted === "") return exact;
  const pieces = wanted.split("*").map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  const form = new RegExp(`^${pieces.join(".*")}${pieces.length > 1 ? "$" : ""}`, "u");
  return ids.filter((id) => form.test(id.toLowerCase()));
}

/** The ids that any of the patterns means. @throws RangeError that names the patterns which mean none. */
export function allMatching(
  name: "law" | "clause" | "fault",
  patterns: readonly string[],
  ids: readonly string[],
): ReadonlySet<string> {
  const unmatched = patterns.filter((pattern) => matching(pattern, ids).length === 0);
  if (unmatched.length > 0) {
    const hints = unmatched.map(
      (pattern) => `like ${JSON.stringify(pattern)} are ${nearest(pattern, ids).join(", ")}`,
    );
    throw rangeRefusal(name, `patterns that mean a ${name}; ${hints.join("; ")}`, unmatched.join(" "));
  }
  return new Set(patterns.flatMap((pattern) => matching(pattern, ids)));
}

/** The profiles that are wanted. */
export function selectedProfiles(profile: Selection["profile"] = "all"): readonly Profile[] {
  checkName("profile", profile, [...PROFILE_NAMES, "all"]);
  return PROFILES.filter(({ name }) => profile === "all" || profile === name);
}

/** The area that an id begins with: `encoding` of `encoding/round-trip`. */
function areaOf({ id }: Law): string {
  return id.split("/", 1)[0]!;
}

/** Every count-th law of each kind: the statistical ones are the slow ones, and each part gets its share of them. */
function inShard(laws: readonly Law[], { index, count }: Shard): readonly Law[] {
  checkInteger("shard.count", count, { min: 1 });
  checkInteger("shard.index", index, { min: 1, max: count });
  const places = { deterministic: 0, statistical: 0 };
  return laws.filter(({ kind }) => places[kind]++ % count === index - 1);
}

/**
 * Laws in an order in which the first failure is the one to mend: area by area as they come; in an area those of a
 * single operation before those that join several, and statistical ones, which rest on them, last.
 */
function basicFirst(laws: readonly Law[]): readonly Law[] {
  const areas = [...new Set(laws.map(areaOf))];
  const rank = (law: Law): number =>
    100 * areas.indexOf(areaOf(law)) + (law.kind === "statistical" ? 50 : operationsOf(law).length);
  return laws
    .map((law) => ({ law, rank: rank(law) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ law }) => law);
}

/**
 * The laws of a catalogue that meet every part of a selection, the most basic first.
 *
 * @throws TypeError, RangeError for patterns that match nothing, with the ids most like them; for patterns that
 *   match laws, but no law together; for a shard or a profile that is none
 */
export function selectLaws(catalogue: readonly Law[], selection: Selection): readonly Law[] {
  const profiles = selectedProfiles(selection.profile);
  const chosen = [
    selection.laws &&
      allMatching(
        "law",
        selection.laws,
        catalogue.map(({ id }) => id),
      ),
    selection.clauses &&
      allMatching("clause", selection.clauses, [...new Set(catalogue.flatMap(({ clauses }) => clauses))]),
  ] as const;
  const selected = catalogue.filter(
    (law) =>
      (chosen[0]?.has(law.id) ?? true) &&
      (chosen[1] === undefined || law.clauses.some((clause) => chosen[1]!.has(clause))) &&
      profiles.some((profile) => belongsTo(law, profile)),
  );
  if (selected.length === 0) {
    throw rangeRefusal("law, clause, profile", "at least one law that meets all of them", 0);
  }
  const ordered = basicFirst(selected);
  return selection.shard === undefined ? ordered : inShard(ordered, selection.shard);
}
