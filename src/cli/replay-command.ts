import { Command } from "commander";
import { adapterCommand } from "./adapter-command.ts";
import { CALL_LIMIT, callLimitOption } from "./adapter-limits.ts";
import type { CommandContext } from "./host.ts";
import { usageError } from "./usage-error.ts";

const AFTER_HELP = `
Examples:
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
    .addOption(callLimitOption(CALL_LIMIT))
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
