import { Argument, Command } from "commander";
import { columns } from "./columns.ts";
import { EXIT } from "./exit-status.ts";
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
  $ cqsa list clauses --format json     with their whole text, their laws and claims`;

function filtered(list: List, what: string, text: string | undefined): List {
  if (text === undefined) return list;
  // A clause's id ends where its digits end: CQSA-ENC-1 is not in CQSA-ENC-12.
  const end = /\d$/.test(text) ? "(?!\\d)" : "";
  const wanted = new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`) + end, "iu");
  const items = list.items.filter(({ cells }) => cells.some((cell) => wanted.test(cell)));
  if (items.length === 0) throw usageError(`none of the ${list.items.length} ${what} has "${text}" in it`);
  return { ...list, items };
}

function shown({ headings, wide, items }: List, host: Host): string {
  const cells = items.map((item) => item.cells);
  const width = widthOf(host.stdout);
  // Into a pipe: a line an item and nothing else, for grep and wc.
  if (width === undefined) return `${columns(cells).join("\n")}\n`;
  const [heading, ...rows] = columns([headings, ...cells], { width, wide });
  const paint = paintFor(host.stdout, host) ?? ((_style, text: string) => text);
  return `${[paint("bold", heading!), ...rows].join("\n")}\n`;
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
    .addHelpText("after", AFTER_HELP)
    .action(async (what: string | undefined, text: string | undefined, { format }: { format: string }) => {
      if (what === undefined) throw usageError(`list what? One of ${names.join(", ")}`);
      const list = filtered(await LISTS[what]!(), what, text);
      const json = (): string =>
        `${JSON.stringify(
          list.items.map(({ data }) => data),
          null,
          2,
        )}\n`;
      await print(host, format === "json" ? json() : shown(list, host));
      finish(EXIT.ok);
    });
}
