import { existsSync } from "node:fs";
import { Argument, Command } from "commander";
import { readBytes } from "../io/read-bytes.ts";
import { writeFilesAtomically } from "../io/write-file.ts";
import { EXIT } from "./exit-status.ts";
import type { CommandContext } from "./host.ts";
import { parseChoice, textOption } from "./options.ts";
import { print } from "./output.ts";
import { programName } from "./program-name.ts";
import { packageFile, quoted } from "./provenance.ts";
import { usageError } from "./usage-error.ts";

/** The template of each language, in this package, and the command that runs a copy. */
const TEMPLATES = {
  python: { path: "spec/adapters/python/adapter.py", file: "adapter.py", run: ["python3"] },
} as const;

const NAMES = Object.keys(TEMPLATES);

/** `cqsa init-adapter`. */
export function initAdapterCommand({ host, finish }: CommandContext): Command {
  return new Command("init-adapter")
    .summary("write an adapter that works, to build your own on")
    .description(
      "Writes an adapter that works as it is, for putting an implementation of yours in its place.",
    )
    .usage("<language> [options]")
    .addArgument(
      new Argument("[language]", `one of ${NAMES.join(", ")}`).argParser(parseChoice("init-adapter", NAMES)),
    )
    .addOption(textOption("--out <file>", "where it goes (default: adapter.py in this folder)"))
    .option("--force", "replace a file that is there")
    .addHelpText(
      "after",
      `
Examples:
  $ cqsa init-adapter python && cqsa verify -- python3 adapter.py`,
    )
    .action(
      async (
        language: keyof typeof TEMPLATES | undefined,
        { out, force }: { readonly out?: string; readonly force?: true },
      ) => {
        if (language === undefined)
          throw usageError(`init-adapter in which language? One of ${NAMES.join(", ")}`);
        const template = TEMPLATES[language];
        const path = out ?? template.file;
        if (force === undefined && existsSync(path)) {
          throw usageError(`init-adapter: ${path} is there already; --force replaces it`);
        }
        await writeFilesAtomically([{ path, content: await readBytes(packageFile(template.path)) }]);
        const program = programName(host);
        const command = [...template.run, path].map(quoted).join(" ");
        await print(
          host,
          `${path} is written. It works as it is:\n  ${program} smoke -- ${command}\n  ${program} verify -- ${command}\n`,
        );
        finish(EXIT.ok);
      },
    );
}
