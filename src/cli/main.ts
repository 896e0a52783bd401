import { inspect } from "node:util";
import { Command, CommanderError } from "commander";
import { isDataError } from "../base/data-error.ts";
import { isRefusal } from "../base/refusal.ts";
import { isAdapterError } from "../implementation/stdio/faults.ts";
import { attackCommand } from "./attack-command.ts";
import { auditCommand } from "./audit-command.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import { helpCommand } from "./help-command.ts";
import type { CommandContext, Host } from "./host.ts";
import { listCommand } from "./list-command.ts";
import { print, tell, widthOf } from "./output.ts";
import { packageVersion } from "./provenance.ts";
import { refuseRepeatedOptions } from "./refuse-repeated-options.ts";
import { initAdapterCommand } from "./init-adapter-command.ts";
import { mutantsCommand } from "./mutants-command.ts";
import { smokeCommand } from "./smoke-command.ts";
import { replayCommand } from "./replay-command.ts";
import { serveCommand } from "./serve-command.ts";
import { isUsageError } from "./usage-error.ts";
import { verifyCommand } from "./verify-command.ts";

/** Every verb, in the order of the help. */
const COMMANDS: readonly ((context: CommandContext) => Command)[] = [
  auditCommand,
  verifyCommand,
  smokeCommand,
  replayCommand,
  initAdapterCommand,
  attackCommand,
  mutantsCommand,
  serveCommand,
  listCommand,
  helpCommand,
];

const AFTER_HELP = `
Examples:
  $ cqsa audit                          train a small model and check everything on its updates
  $ cqsa audit --updates updates.npy    the same on your own model updates
  $ cqsa verify -- python3 adapter.py   test another implementation
  $ cqsa help audit                     every option, with more examples

Exit status:
  0    nothing to object to; a claim that fails is a finding, not an error
  1    a law is violated
  2    a law is inconclusive
  4    the adapter cannot be used
  64   a command line that is not understood
  65   an input that cannot be used, or a result that cannot be written
  70   a fault in cqsa itself
  130  interrupted (143: by SIGTERM)`;

const MIN_HELP_WIDTH = 60;

/** What the command line parser writes, kept until it is known to which stream it goes and with which status. */
interface Texts {
  out: string;
  err: string;
}

function configure(command: Command, host: Host, texts: Texts): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => (texts.out += text),
      writeErr: (text) => (texts.err += text),
      outputError: (text) => {
        tell(host, `cqsa: ${text.replace(/^error: /, "")}`);
      },
      getOutHelpWidth: () => Math.max(MIN_HELP_WIDTH, widthOf(host.stdout) ?? 80),
      getErrHelpWidth: () => Math.max(MIN_HELP_WIDTH, widthOf(host.stderr) ?? 80),
    })
    .configureHelp({ subcommandTerm: (child) => child.name() })
    .optionsGroup("Options:")
    .helpOption("-h, --help", "show this help")
    .allowExcessArguments(false);
  refuseRepeatedOptions(command);
  for (const child of command.commands) configure(child, host, texts);
}

function programOf(context: CommandContext, texts: Texts): Command {
  const program = new Command("cqsa")
    .description(
      "Decides whether a quantum secure aggregation system for federated learning deserves trust: a reference of " +
        "CQSA (arXiv 2602.22269), laws that any implementation must obey, and the papers' claims with a verdict " +
        "computed in every run.",
    )
    .usage("<command> [options]")
    .version(packageVersion(), "-V, --version", "show the version")
    .helpCommand(false)
    .addHelpText("after", AFTER_HELP);
  for (const command of COMMANDS) program.addCommand(command(context));
  configure(program, context.host, texts);
  return program;
}

function statusOf(error: unknown, host: Host): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (isUsageError(error) || isRefusal(error)) {
    tell(host, `cqsa: ${error.message}`);
    return EXIT.usage;
  }
  if (isDataError(error)) {
    tell(host, `cqsa: ${error.message}`);
    return EXIT.data;
  }
  if (isAdapterError(error)) {
    tell(host, `cqsa: ${error.message}`);
    return EXIT.adapter;
  }
  // Not in one line: whoever mends it needs the stack, and the causes behind it.
  host.stderr.write(`cqsa: internal fault: ${error instanceof Error ? inspect(error) : String(error)}\n`);
  return EXIT.internal;
}

/**
 * Runs the command line.
 *
 * @param argv the arguments after the program's name
 * @returns the exit status; whatever goes wrong, nothing is thrown
 */
export async function main(argv: readonly string[], host: Host): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.ok;
  const texts: Texts = { out: "", err: "" };
  const finish = (finished: ExitStatus): void => {
    status = finished;
  };
  try {
    try {
      await programOf({ argv, host, finish }, texts).parseAsync(argv, { from: "user" });
    } catch (error) {
      status = statusOf(error, host);
    }
    if (texts.err !== "") host.stderr.write(texts.err);
    if (texts.out !== "") await print(host, texts.out);
    return status;
  } catch (error) {
    return statusOf(error, host);
  }
}
