import { Command, CommanderError } from "commander";
import { isDataError } from "../base/data-error.ts";
import { isRefusal } from "../base/refusal.ts";
import { auditCommand } from "./audit-command.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import { listCommand } from "./list-command.ts";
import { packageVersion } from "./provenance.ts";
import { serveCommand } from "./serve-command.ts";
import { isUsageError } from "./usage-error.ts";

const STATUSES = `
Exit status:
  0    all as it should be; a claim that fails is a finding, not an error
  1    a law is violated          2    a law is inconclusive
  64   wrong usage                65   bad input data
  70   a fault of the harness     130  interrupted`;

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, " ");
}

function complain(message: string): void {
  process.stderr.write(`cqsa: ${oneLine(message)}\n`);
}

function statusOf(error: unknown): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (isUsageError(error) || isRefusal(error)) {
    complain(error.message);
    return EXIT.usage;
  }
  if (isDataError(error)) {
    complain(error.message);
    return EXIT.data;
  }
  process.stderr.write(`cqsa: internal fault: ${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.internal;
}

/** A reader that closes the pipe early (`| head`) is no fault; any other broken output is. */
function watchOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // eslint-disable-next-line unicorn/no-process-exit -- nobody is left to read the rest
    process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.internal);
  });
  process.once("SIGINT", () => {
    // The cursor, which a progress bar hides.
    if (process.stderr.isTTY) process.stderr.write("\u001B[?25h\n");
    complain("interrupted; nothing was written");
    // eslint-disable-next-line unicorn/no-process-exit -- long computations hold the event loop otherwise
    process.exit(EXIT.interrupted);
  });
}

/**
 * Runs the command line.
 *
 * @param argv the arguments after the program's name
 * @returns the exit status
 */
export async function main(argv: readonly string[]): Promise<ExitStatus> {
  watchOutput();
  let status: ExitStatus = EXIT.ok;
  const finish = (finished: ExitStatus): void => {
    status = finished;
  };
  const program = new Command("cqsa")
    .description("Decides whether a quantum secure aggregation system deserves trust.")
    .version(packageVersion())
    .addHelpText("after", STATUSES);
  for (const command of [auditCommand(argv, finish), serveCommand(finish), listCommand(finish)]) {
    program.addCommand(command);
  }
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({
        outputError: (text) => {
          complain(text.replace(/^error: /, ""));
        },
      })
      .allowExcessArguments(false);
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return status;
  } catch (error) {
    return statusOf(error);
  }
}
