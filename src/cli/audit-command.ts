import { join } from "node:path";
import { Command } from "commander";
import { PRESET_NAMES } from "../audit/presets.ts";
import { DEFAULT_REMAINDER, REMAINDER_POLICIES } from "../protocol/partition.ts";
import { CHANNEL_NAMES, LAYOUTS } from "../quantum/noise.ts";
import { DEFAULT_PROBABILITY, FORMATS, TRAINING } from "./audit-options.ts";
import type { AuditOptions } from "./audit-options.ts";
import type { CommandContext } from "./host.ts";
import { choiceOption, integerOption, numberOption, textOption } from "./options.ts";

const OUT = join("reports", "out");

const AFTER_HELP = `
Examples:
  $ cqsa audit --updates updates.npy --cluster-size 4 --shots 1e4
  $ cqsa audit --dataset digits.csv --clients 30 --rounds 10
  $ cqsa audit --claim FI,PH-3 --format json > audit.json
  $ cqsa audit --preset full --seed release-1 --out audits/release-1

The files of --updates: .npy of float32 or float64 with the shape clients × coordinates or
rounds × clients × coordinates, .csv with a client a line, .json with such arrays of numbers.
Equal options and data give the same verdicts.`;

function addSource(command: Command): Command {
  const { clients, alpha, rounds } = TRAINING;
  return command
    .optionsGroup("Model updates:")
    .addOption(
      textOption("--updates <file>", "take them from a .npy, .csv or .json file instead of training"),
    )
    .addOption(
      textOption("--dataset <file>", "train on this CSV, the label last (default: a generated data set)"),
    )
    .addOption(
      integerOption("--clients <n>", `clients that train (default: ${clients})`, { min: 2, max: 100_000 }),
    )
    .addOption(
      numberOption("--alpha <x>", `label skew among them, Dirichlet(x) (default: ${alpha})`, { above: 0 }),
    )
    .addOption(
      integerOption("--rounds <n>", `rounds of training (default: ${rounds})`, { min: 1, max: 10_000 }),
    );
}

function addRounds(command: Command): Command {
  return command
    .optionsGroup("Secure aggregation:")
    .addOption(integerOption("--cluster-size <k>", "clients in a cluster", { min: 1 }).default(5))
    .addOption(
      choiceOption("--remainder <policy>", "when k does not divide N", REMAINDER_POLICIES, DEFAULT_REMAINDER),
    )
    .addOption(integerOption("--shots <n>", "shots in each of the two bases", { min: 1 }).default(1000))
    .addOption(choiceOption("--channel <name>", "noise after every CNOT", CHANNEL_NAMES, "depolarizing2"))
    .addOption(choiceOption("--layout <name>", "order of the CNOTs", LAYOUTS, "chain"))
    .addOption(
      numberOption(
        "--probability <p>",
        `of that noise, each time (default: ${DEFAULT_PROBABILITY}; 0 without a channel)`,
        { from: 0, to: 1 },
      ),
    );
}

function addScope(command: Command): Command {
  return command
    .optionsGroup("What is measured:")
    .addOption(choiceOption("--preset <name>", "how much", PRESET_NAMES, "quick"))
    .addOption(textOption("--claim <ids>", "only these claims and their laws, by id or its start: FI,PH-3"))
    .addOption(textOption("--seed <text>", "every random draw follows from it").default("1", "1"))
    .optionsGroup("Result:")
    .addOption(textOption("--out <folder>", "where audit.json and audit.md go").default(OUT, OUT))
    .addOption(choiceOption("--format <name>", "what is printed", FORMATS, "text"));
}

/** `cqsa audit`. */
export function auditCommand({ argv, host, finish }: CommandContext): Command {
  const command = new Command("audit")
    .summary("check the reference on real model updates and decide the papers' claims")
    .description(
      "Trains a federated model, or takes its updates from a file; runs rounds of the reference CQSA on them with " +
        "noise and finite shots; runs every law; decides every claim from what was measured; prints the result and " +
        "writes audit.json and audit.md.",
    );
  return addScope(addRounds(addSource(command)))
    .addHelpText("after", AFTER_HELP)
    .action(async (options: AuditOptions) => {
      // Loaded only now: the help shall come at once.
      const { audit } = await import("./audit.ts");
      finish(await audit(options, argv, host));
    });
}
