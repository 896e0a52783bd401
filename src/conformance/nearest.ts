/** How many insertions, deletions and replacements turn one text into another (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}

/**
 * The ids most like what somebody wrote, the likest first. An id counts by its whole or, without its folder, by its
 * last part.
 *
 * @example nearest("mask-defintion", ["masking/mask-definition", "encoding/euclidean"], 1) // ["masking/mask-definition"]
 */
export function nearest(wanted: string, ids: readonly string[], count = 3): string[] {
  const text = wanted.toLowerCase();
  const distance = (id: string): number => {
    const whole = id.toLowerCase();
    return Math.min(editDistance(text, whole), editDistance(text, whole.slice(whole.indexOf("/") + 1)));
  };
  return ids
    .map((id) => ({ id, far: distance(id) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ id }) => id);
}
