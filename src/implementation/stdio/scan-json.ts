/**
 * A look at the bytes of a line without parsing it: what a parser would build of a few megabytes can take
 * gigabytes, and what it says of a bare NaN helps nobody.
 */

/** More than any result has: what a line holds beyond these is refused before it is parsed. */
const MOST = { depth: 32, containers: 1_200_000, strings: 200_000, values: 8_000_000 };

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPENING: ReadonlySet<number> = new Set([91, 123]);
const CLOSING: ReadonlySet<number> = new Set([93, 125]);

/** The index after the string that opens at `start`. */
function afterString(line: Buffer, start: number): number {
  let i = start + 1;
  while (i < line.length && line[i] !== QUOTE) i += line[i] === BACKSLASH ? 2 : 1;
  return i + 1;
}

/** Why a line is not worth parsing, or null. */
export function excessOf(line: Buffer): string | null {
  const seen = { depth: 0, containers: 0, strings: 0, values: 0 };
  let depth = 0;
  for (let i = 0; i < line.length;) {
    const byte = line[i]!;
    if (byte === QUOTE) {
      seen.strings += 1;
      i = afterString(line, i);
      continue;
    }
    if (byte === COMMA) seen.values += 1;
    else if (OPENING.has(byte)) {
      depth += 1;
      seen.containers += 1;
      seen.depth = Math.max(seen.depth, depth);
    } else if (CLOSING.has(byte)) depth -= 1;
    i += 1;
  }
  if (seen.depth > MOST.depth) return `arrays or objects nested ${seen.depth} deep`;
  if (seen.containers > MOST.containers) return `${seen.containers} arrays and objects`;
  if (seen.strings > MOST.strings) return `${seen.strings} strings`;
  return seen.values > MOST.values ? `more than ${seen.values} values` : null;
}

const TOKEN = /[A-Za-z]/u;
const BARE = /^-?(?:nan|inf|infinity)$/iu;

/** The first bare NaN or infinity of a line, in any spelling (`NaN`, `-inf`), outside its strings. */
export function bareToken(line: Buffer): string | null {
  for (let i = 0; i < line.length;) {
    if (line[i] === QUOTE) {
      i = afterString(line, i);
      continue;
    }
    if (!TOKEN.test(String.fromCharCode(line[i]!))) {
      i += 1;
      continue;
    }
    let end = i;
    while (end < line.length && TOKEN.test(String.fromCharCode(line[end]!))) end += 1;
    const start = line[i - 1] === 45 ? i - 1 : i;
    const token = line.toString("latin1", start, Math.min(end, start + 12));
    if (BARE.test(token)) return token;
    i = end;
  }
  return null;
}
