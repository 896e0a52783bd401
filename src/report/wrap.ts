/** A word longer than a line, cut into lines. */
function cut(word: string, width: number): string[] {
  const symbols = Array.from(word);
  return Array.from({ length: Math.ceil(symbols.length / width) }, (_, i) =>
    symbols.slice(i * width, (i + 1) * width).join(""),
  );
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

/**
 * Breaks a text into lines of at most `width` symbols, between words where it can. White space and control
 * characters, which a terminal would obey, separate words.
 *
 * @param width at least 1
 * @example wrap("to be or not", 5) // ["to be", "or", "not"]
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[\s\p{Cc}]+/u).flatMap((whole) => cut(whole, width))) {
    if (line !== "" && lengthOf(line) + 1 + lengthOf(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** {@link wrap} with every line indented; the width includes the indent. */
export function indented(text: string, indent: number, width: number): string[] {
  return wrap(text, Math.max(1, width - indent)).map((line) => " ".repeat(indent) + line);
}

/** A label at the left and its text beside it, wrapped in a column of its own; below it where it is too long. */
export function labelled(label: string, text: string, indent: number, width: number): string[] {
  if (label.length >= indent && indent > 0) return [label, ...indented(text, indent, width)];
  const [first, ...rest] = indented(text, indent, width);
  return [label.padEnd(indent) + first!.slice(indent), ...rest];
}
