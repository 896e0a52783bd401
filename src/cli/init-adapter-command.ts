import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
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

/** The template of each language: its folder in this package, what it needs beside it, and the command that runs a copy. */
const TEMPLATES = {
  python: { folder: "spec/adapters/python", file: "adapter.py", beside: "rules.py", run: ["python3"] },
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
    .addOption(
      textOption(
        "--out <file>",
        "where it goes, its rules.py beside it (default: adapter.py in this folder)",
      ),
    )
    .option("--force", "replace files that are there")
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
        const { folder, file, beside, run } = TEMPLATES[language];
        const path = out ?? file;
        const rules = join(dirname(path), beside);
        if (basename(path) === beside) {
          throw usageError(
            `init-adapter: ${beside} is the file beside the adapter, which needs another name`,
          );
        }
        const there = [path, rules].find((each) => existsSync(each));
        if (force === undefined && there !== undefined) {
          throw usageError(`init-adapter: ${there} is there already; --force replaces it`);
        }
        await writeFilesAtomically([
          { path: rules, content: await readBytes(packageFile(`${folder}/${beside}`)) },
          { path, content: await readBytes(packageFile(`${folder}/${file}`)) },
        ]);
        const program = programName(host);
        const command = [...run, path].map(quoted).join(" ");
        await print(
          host,
          `${path} and ${rules} are written. They work as they are:\n` +
            `  ${program} smoke -- ${command}\n  ${program} verify -- ${command}\n`,
        );
        finish(EXIT.ok);
      },
    );
}
