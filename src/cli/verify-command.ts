import { join } from "node:path";
import { Command } from "commander";
import { adapterCommand } from "./adapter-command.ts";
import { CALL_LIMIT, callLimitOption, secondsOption } from "./adapter-limits.ts";
import type { CommandContext } from "./host.ts";
import { choiceOption, integerOption, textOption } from "./options.ts";
import { PROFILE_CHOICES, VERIFY_PRESETS } from "./verify-options.ts";
import type { VerifyOptions } from "./verify-options.ts";

const OUT = join("reports", "out");

const AFTER_HELP = `
Examples:
  $ cqsa verify -- python3 adapter.py
  $ cqsa verify --profile qunetqfl -- ./my-implementation --wire
  $ cqsa verify --law 'rounds/*' --clause CQSA-AGG --runs 1000 -- node adapter.js
  $ cqsa verify --preset small --time-limit 300 -- python3 slow_simulator.py
  $ cqsa verify --shard 2/4 --format json -- java -jar a.jar > part2.json

The command is run without a shell and speaks the wire protocol on its stdin
and stdout; cqsa init-adapter writes one to start from. What it declares decides
which laws apply. Each violated law leaves a file in the folder of --out, which
cqsa replay tries again. Ctrl-C ends the run in good order, with its report.

Exit status: 0 no law is violated · 1 some are · 2 some could not be decided ·
4 the adapter does not work · 130 interrupted`;

/** `cqsa verify`. */
export function verifyCommand({ argv, host, finish }: CommandContext): Command {
  return new Command("verify")
    .summary("test another implementation, in any language, against the laws")
    .description(
      "Starts an adapter, runs the laws on it, prints every violated law with the smallest case that breaks it, and " +
        "says to which parts of the protocol the implementation conforms.",
    )
    .usage("[options] -- <command…>")
    .argument("[command...]", "the adapter: a program and its arguments, after --")
    .optionsGroup("Which laws:")
    .addOption(textOption("--law <patterns>", "these alone: ids, their beginnings or patterns with *: a,b/*"))
    .addOption(textOption("--clause <patterns>", "those of these clauses alone: CQSA-AGG,QNF-*"))
    .addOption(choiceOption("--profile <name>", "those of one part of the protocol", PROFILE_CHOICES, "all"))
    .addOption(textOption("--shard <i/n>", "the i-th of n parts, to run them on n machines"))
    .optionsGroup("How thoroughly:")
    .addOption(
      choiceOption("--preset <name>", "cases and sample sizes", Object.keys(VERIFY_PRESETS), "quick"),
    )
    .addOption(integerOption("--runs <n>", "cases of each law (default: the preset's)", { min: 1, max: 1e6 }))
    .addOption(textOption("--seed <text>", "every random draw follows from it").default("1", "1"))
    .addOption(integerOption("--max-failures <n>", "end after so many violated laws", { min: 1 }))
    .addOption(secondsOption("--time-limit <seconds>", "end the whole run after it"))
    .addOption(callLimitOption(CALL_LIMIT))
    .optionsGroup("Result:")
    .addOption(textOption("--out <folder>", "where verify.json and failures/ go").default(OUT, OUT))
    .addOption(choiceOption("--format <name>", "what is printed", ["text", "json"], "text"))
    .addHelpText("after", AFTER_HELP)
    .action(async (words: readonly string[], options: VerifyOptions) => {
      const { before, command } = adapterCommand(argv, words);
      // Loaded only now: the laws and their oracles take a second.
      const { verifyAdapter } = await import("./verify.ts");
      finish(await verifyAdapter({ options, before, command, argv }, host));
    });
}
