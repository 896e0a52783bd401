/**
 * Ids of claims in short: those that follow each other as a range.
 *
 * @example shortIds(["PH-1", "PH-2", "PH-3", "AV-1"]) // "PH-1…3, AV-1"
 */
export function shortIds(ids: readonly string[]): string {
  const ranges: { area: string; first: number; last: number }[] = [];
  for (const id of ids) {
    const [area = "", number = ""] = id.split("-");
    const previous = ranges.at(-1);
    if (previous?.area === area && previous.last + 1 === Number(number)) previous.last++;
    else ranges.push({ area, first: Number(number), last: Number(number) });
  }
  return ranges
    .map(({ area, first, last }) => (first === last ? `${area}-${first}` : `${area}-${first}…${last}`))
    .join(", ");
}
