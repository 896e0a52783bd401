import { Command } from "commander";
import { adapterCommand } from "./adapter-command.ts";
import { callLimitOption } from "./adapter-limits.ts";
import type { CommandContext } from "./host.ts";
import { quoted } from "./provenance.ts";
import { usageError } from "./usage-error.ts";

const AFTER_HELP = `
Examples:
  $ cqsa smoke -- python3 adapter.py

Exit status: 0 all well · 1 the implementation computes something else than the
protocol says · 4 the adapter does not speak the protocol`;

/** `cqsa smoke`. */
export function smokeCommand({ argv, host, finish }: CommandContext): Command {
  return new Command("smoke")
    .summary("does an adapter answer, and in the right form? Known in seconds")
    .description(
      "Starts an adapter, asks each declared operation once, tries the refusals that every adapter has to make, and " +
        "checks the definitions with a handful of cases, so that a fault of the adapter is not taken for one of the " +
        "implementation behind it.",
    )
    .usage("[options] -- <command…>")
    .argument("[command...]", "the adapter: a program and its arguments, after --")
    .addOption(callLimitOption(10))
    .addHelpText("after", AFTER_HELP)
    .action(async (words: readonly string[], { callLimit }: { readonly callLimit: number }) => {
      const { before, command } = adapterCommand(argv, words);
      if (before[0] !== undefined) throw usageError(`smoke: unexpected ${quoted(before[0])} before --`);
      const { smokeTest } = await import("./smoke.ts");
      finish(await smokeTest(command, callLimit, host));
    });
}
