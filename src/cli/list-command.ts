import { Argument, Command } from "commander";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";

const LISTS = ["claims", "laws", "rules"] as const;

async function rowsOf(what: (typeof LISTS)[number]): Promise<string[][]> {
  switch (what) {
    case "claims": {
      const { register } = await import("../audit/register.ts");
      return register.map(({ claim }) => [claim.id, claim.title, claim.source]);
    }
    case "laws": {
      const { laws } = await import("../../properties/index.ts");
      return laws.map(({ id, sentence, clauses }) => [id, sentence, clauses.join(" ")]);
    }
    case "rules": {
      const { rules } = await import("../rules/index.ts");
      return rules.map(({ id, options }) => [id, options.join(", ") || "no options"]);
    }
  }
}

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
    .addArgument(new Argument("<what>", "what to list").choices([...LISTS]))
    .action(async (what: (typeof LISTS)[number]) => {
      process.stdout.write(`${columns(await rowsOf(what))}\n`);
      finish(EXIT.ok);
    });
}
