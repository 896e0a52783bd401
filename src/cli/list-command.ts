import { Argument, Command } from "commander";
import { coverageTotals } from "../report/coverage-text.ts";
import { wrap } from "../report/wrap.ts";
import { columns } from "./columns.ts";
import { coverageList, loadCoverage } from "./coverage.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { CommandContext, Host } from "./host.ts";
import { LISTS } from "./lists.ts";
import type { List } from "./lists.ts";
import { choiceOption, parseChoice } from "./options.ts";
import { paintFor, print, widthOf } from "./output.ts";
import { usageError } from "./usage-error.ts";

const AFTER_HELP = `
Examples:
  $ cqsa list claims
  $ cqsa list laws CQSA-ENC-2           the laws of a clause
  $ cqsa list laws dropout              the laws that speak of it
  $ cqsa list rules krum                all about one rule
  $ cqsa list clauses --format json     with their whole text, their laws and claims
  $ cqsa list clauses --coverage        what covers each of them; exit status 1 if something is out of joint`;

/** The one thing of that whole name of which there is more to say than a line. */
function named(list: List, text: string | undefined): List | undefined {
  const wanted = text?.toLowerCase();
  const item = list.items.find(
    ({ cells, about }) => about !== undefined && cells[0]!.toLowerCase() === wanted,
  );
  return item && { ...list, items: [item] };
}

function filtered(list: List, what: string, text: string | undefined): List {
  if (text === undefined) return list;
  // A clause's id ends where its digits end: CQSA-ENC-1 is not in CQSA-ENC-12.
  const end = /\d$/.test(text) ? "(?!\\d)" : "";
  const wanted = new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`) + end, "iu");
  const items = list.items.filter(({ cells }) => cells.some((cell) => wanted.test(cell)));
  if (items.length === 0) throw usageError(`none of the ${list.items.length} ${what} has "${text}" in it`);
  return { ...list, items };
}

/** Long lines go on two symbols further in than they begin. */
function aboutText(lines: readonly string[], host: Host): string {
  const width = widthOf(host.stdout);
  const wrapped = lines.flatMap((line) => {
    const indent = line.length - line.trimStart().length;
    if (width === undefined || line.length <= width) return [line];
    const [first, ...rest] = wrap(line.trim(), Math.max(1, width - indent - 2));
    return [" ".repeat(indent) + first!, ...rest.map((each) => " ".repeat(indent + 2) + each)];
  });
  return `${wrapped.join("\n")}\n`;
}

function shown({ headings, wide, items, hint }: List, host: Host): string {
  const cells = items.map((item) => item.cells);
  const width = widthOf(host.stdout);
  // Into a pipe: a line an item and nothing else, for grep and wc.
  if (width === undefined) return `${columns(cells).join("\n")}\n`;
  const narrow = cells.map((row) => row.slice(0, headings.length));
  const [heading, ...rows] = columns([headings, ...narrow], { width, wide });
  const paint = paintFor(host.stdout, host) ?? ((_style, text: string) => text);
  const below = hint === undefined ? [] : ["", ...wrap(hint, width)];
  return `${[paint("bold", heading!), ...rows, ...below].join("\n")}\n`;
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

interface ListOptions {
  readonly format: string;
  readonly coverage?: true;
}

/** What covers the clauses that are wanted; the totals are those of the whole specification. */
async function printCoverage(text: string | undefined, format: string, host: Host): Promise<ExitStatus> {
  const coverage = await loadCoverage();
  const list = filtered(coverageList(coverage), "clauses", text);
  const json = (): string => jsonText({ ...coverage, clauses: list.items.map(({ data }) => data) });
  const lines = (): string => `${shown(list, host)}${coverageTotals(coverage).join("\n")}\n`;
  await print(host, format === "json" ? json() : lines());
  return coverage.gaps.length === 0 ? EXIT.ok : EXIT.violated;
}

/** `cqsa list`. */
export function listCommand({ host, finish }: CommandContext): Command {
  const names = Object.keys(LISTS);
  return new Command("list")
    .summary(`what there is: ${names.join(", ")}`)
    .description("Lists what there is.")
    .usage("<what> [text] [options]")
    .addArgument(new Argument("[what]", `one of ${names.join(", ")}`).argParser(parseChoice("list", names)))
    .argument("[text]", "only those with this text in a column, in any case of letters")
    .addOption(choiceOption("--format <name>", "what is printed", ["text", "json"], "text"))
    .option("--coverage", "with clauses: what covers each, and totals")
    .addHelpText("after", AFTER_HELP)
    .action(async (what: string | undefined, text: string | undefined, options: ListOptions) => {
      if (what === undefined) throw usageError(`list what? One of ${names.join(", ")}`);
      const { format, coverage = false } = options;
      if (coverage && what !== "clauses") throw usageError(`--coverage goes with clauses, not with ${what}`);
      if (coverage) {
        finish(await printCoverage(text, format, host));
        return;
      }
      const whole = await LISTS[what]!();
      const one = named(whole, text);
      const list = one ?? filtered(whole, what, text);
      const lines = (): string => (one ? aboutText(one.items[0]!.about!, host) : shown(list, host));
      await print(host, format === "json" ? jsonText(list.items.map(({ data }) => data)) : lines());
      finish(EXIT.ok);
    });
}
