import { join } from "node:path";
import { Command } from "commander";
import type { CommandContext } from "./host.ts";
import type { MutantsOptions } from "./mutants-options.ts";
import { DEFAULT_CASES, DEFAULT_TRIALS } from "./mutants-options.ts";
import { choiceOption, integerOption, textOption } from "./options.ts";
import { VERIFY_PRESETS } from "./verify-options.ts";

const OUT = join("reports", "out");

const AFTER_HELP = `
Examples:
  $ cqsa mutants
  $ cqsa mutants --fault 'encoding/*' --law encoding,rounds
  $ cqsa mutants --over-stdio --workers 2
  $ cqsa mutants --clean 20
  $ cqsa mutants --power --law aggregation

The whole matrix is in mutants.json and mutants.md; --clean and --power write
mutants-clean.json and mutants-power.json. The number of workers changes no result.

Exit status: 0 every faulty version is noticed by a law of a clause that it
breaks, there is no false alarm, every stated effect is found · 1 otherwise ·
130 interrupted`;

/** `cqsa mutants`. */
export function mutantsCommand({ argv, host, finish }: CommandContext): Command {
  const { runs } = VERIFY_PRESETS.quick;
  return new Command("mutants")
    .summary("test the laws: do they notice faulty versions of the reference?")
    .description(
      "Runs all laws on all faulty versions of the reference, each with one mistake that people make, and prints " +
        "which law notices what: the kill matrix.",
    )
    .optionsGroup("What is run:")
    .addOption(
      textOption("--law <patterns>", "these laws alone: ids, their beginnings or patterns with *: a,b/*"),
    )
    .addOption(textOption("--fault <patterns>", "these faulty versions alone, named likewise"))
    .addOption(
      integerOption("--runs <n>", `cases of each law (default: ${DEFAULT_CASES}; ${runs} for --clean)`, {
        min: 1,
        max: 1e6,
      }),
    )
    .addOption(textOption("--seed <text>", "every random draw follows from it").default("1", "1"))
    .addOption(integerOption("--workers <n>", "threads (default: all cores)", { min: 1, max: 1024 }))
    .option("--over-stdio", "each faulty version as a program of its own, too: the same laws must notice it")
    .optionsGroup("In its place:")
    .addOption(
      integerOption("--clean <n>", "the laws on the reference with n seeds: no false alarm", { min: 1 }),
    )
    .option("--power", "the smallest effect that each statistical law states, planted: how often it is found")
    .addOption(
      integerOption("--trials <n>", `runs of each law for --power (default: ${DEFAULT_TRIALS})`, { min: 1 }),
    )
    .optionsGroup("Result:")
    .addOption(textOption("--out <folder>", "where mutants.json and mutants.md go").default(OUT, OUT))
    .addOption(choiceOption("--format <name>", "what is printed", ["text", "json"], "text"))
    .addHelpText("after", AFTER_HELP)
    .action(async (options: MutantsOptions) => {
      // Loaded only now: the help shall come at once.
      const { mutants } = await import("./mutants.ts");
      finish(await mutants(options, argv, host));
    });
}
