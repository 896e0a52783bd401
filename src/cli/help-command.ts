import { Command } from "commander";
import type { CommandContext } from "./host.ts";
import { EXIT } from "./exit-status.ts";
import { usageError } from "./usage-error.ts";

/** `cqsa help`: commander's own answers an unknown command with the whole help. */
export function helpCommand({ finish }: CommandContext): Command {
  const help = new Command("help")
    .summary("how to use a command")
    .argument("[command]", "the command to explain")
    .action((name: string | undefined) => {
      const program = help.parent!;
      const command =
        name === undefined ? program : program.commands.find((candidate) => candidate.name() === name);
      if (command === undefined) {
        const names = program.commands.map((candidate) => candidate.name());
        throw usageError(`unknown command '${name}'; there are ${names.join(", ")}`);
      }
      command.outputHelp();
      finish(EXIT.ok);
    });
  return help;
}
