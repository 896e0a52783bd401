import { Command } from "commander";
import { adapterCommand } from "./adapter-command.ts";
import type { CommandContext } from "./host.ts";
import { numberOption } from "./options.ts";
import { usageError } from "./usage-error.ts";
import { DEFAULT_CALL_LIMIT } from "./verify-options.ts";

const AFTER_HELP = `
Example:
  $ cqsa replay reports/out/failures/encoding-phase-wrap.json -- python3 adapter.py

Says FIXED (exit status 0), STILL FAILING (1) or ERROR (65 if the file can't be
used on this adapter). Status 4: the adapter does not work. A deterministic law
is tried on the very case in the file, a statistical one on the stored seed.`;

/** `cqsa replay`. */
export function replayCommand({ argv, host, finish }: CommandContext): Command {
  return new Command("replay")
    .summary("try one stored failure of verify again")
    .description("Tries a case that broke a law again, and that case alone.")
    .usage("<file> [options] -- <command…>")
    .argument("[words...]", "a file that verify wrote, and after -- the adapter's command")
    .addOption(
      numberOption("--call-limit <seconds>", "the longest that a call may take", {
        from: 0.001,
        to: 2_147_483,
      }).default(DEFAULT_CALL_LIMIT),
    )
    .addHelpText("after", AFTER_HELP)
    .action(async (words: readonly string[], { callLimit }: { readonly callLimit: number }) => {
      const { before, command } = adapterCommand(argv, words);
      const [file, other] = before;
      if (file === undefined) throw usageError("replay: the failure file is missing");
      if (other !== undefined) throw usageError(`replay: one file at a time, got ${before.join(" ")}`);
      const { replayOn } = await import("./replay.ts");
      finish(await replayOn({ file, command, callLimit }, host));
    });
}
