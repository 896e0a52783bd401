import { Argument, Command } from "commander";
import { laws } from "../../properties/index.ts";
import { register } from "../audit/register.ts";
import { rules } from "../rules/index.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";

const LISTS = {
  claims: (): string[][] => register.map(({ claim }) => [claim.id, claim.title, claim.source]),
  laws: (): string[][] => laws.map(({ id, sentence, clauses }) => [id, sentence, clauses.join(" ")]),
  rules: (): string[][] => rules.map(({ id, options }) => [id, options.join(", ") || "no options"]),
};

function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** `cqsa list`. */
export function listCommand(finish: (status: ExitStatus) => void): Command {
  return new Command("list")
    .summary("the claims, laws or rules that there are")
    .addArgument(new Argument("<what>", "what to list").choices(Object.keys(LISTS)))
    .action((what: keyof typeof LISTS) => {
      process.stdout.write(`${columns(LISTS[what]())}\n`);
      finish(EXIT.ok);
    });
}
