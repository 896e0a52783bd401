/** A numbered demand of the specification. */
export interface Clause {
  readonly id: string;
  readonly level: "MUST" | "SHOULD" | "MAY";
  /** The file below `spec/` that it stands in. */
  readonly file: string;
  /** A paragraph, a list item or a row of a table a line. */
  readonly text: string;
  /** Where this package keeps it: files and names in them, as the section's line "Code:" says. */
  readonly code?: readonly string[];
}

const HEADING = /^### ([A-Z]+-[A-Z]+-\d+) \((MUST|SHOULD|MAY)\)$/u;
/** A paragraph about this package alone, and no part of what is demanded. */
const CODE = /^Code: .+(?:\n(?!\n).+)*$/mu;
/** Lines that begin something of their own rather than go on with a paragraph. */
const OWN_LINE = /^(?:\||[-*] |\d+\. )/u;

/** Lines of Markdown with every paragraph on one. */
function unwrapped(lines: readonly string[]): string {
  const text: string[] = [];
  let open = false;
  for (const line of lines.map((line) => line.trim())) {
    if (line !== "" && open && !OWN_LINE.test(line)) text[text.length - 1] += ` ${line}`;
    else if (line !== "") text.push(line);
    open = line !== "" && !line.startsWith("|");
  }
  return text.join("\n");
}

/** The clauses of one Markdown file: each from its heading to the next of any kind. */
export function parseClauses(file: string, markdown: string): Clause[] {
  const clauses: Clause[] = [];
  for (const section of markdown.split(/^(?=#{1,6} )/mu)) {
    const [heading = "", ...lines] = section.replace(CODE, "").split("\n");
    const [, id, level] = HEADING.exec(heading) ?? [];
    if (id === undefined) continue;
    const code = [...(CODE.exec(section)?.[0] ?? "").matchAll(/`([^`]+)`/gu)].map(
      ([, reference]) => reference!,
    );
    clauses.push({
      id,
      level: level as Clause["level"],
      file,
      text: unwrapped(lines),
      ...(code.length === 0 ? {} : { code }),
    });
  }
  return clauses;
}
