import { join } from "node:path";
import { Command } from "commander";
import { CHANNEL_NAMES, LAYOUTS } from "../quantum/noise.ts";
import { adapterCommand } from "./adapter-command.ts";
import { CALL_LIMIT, callLimitOption } from "./adapter-limits.ts";
import { FORMATS, SOURCE } from "./attack-options.ts";
import type { AttackOptions } from "./attack-options.ts";
import { ATTACK_PRESETS } from "./attack-presets.ts";
import type { HardeningRunOptions } from "./hardening-plan.ts";
import { hardeningOption } from "./hardening-option.ts";
import type { CommandContext } from "./host.ts";
import { choiceOption, integerOption, parseChoice, textOption } from "./options.ts";
import { usageError } from "./usage-error.ts";

const OUT = join("reports", "out");

const AFTER_HELP = `
Lists have commas between their values; every combination is measured. An adversary
or rule can have options: sign-flip:c=2,ipm:tau=2 or 'krum:preAggregators=[{"id":"nnm"}]'.

Examples:
  $ cqsa attack
  $ cqsa attack --adversary adaptive,ipm:tau=2 --rule krum,median --byzantine 1,3,6,0.2 --trials 50
  $ cqsa attack --updates updates.npy --cluster-size 1,4 --shots exact
  $ cqsa attack --training --cluster-size 1,5 --shots exact --adversary backdoor,model-replacement
  $ cqsa attack --preset convergence              accuracy beside plain federated learning
  $ cqsa attack --preset hardening                whom each measure stops, at what cost
  $ cqsa attack --preset full --out campaign      Ctrl-C ends it, and what is done stays
  $ cqsa attack --preset full --out campaign --resume
  $ cqsa attack --adversary sign-flip,dropper -- python3 adapter.py

attack.jsonl has a line a trial, attack.json and attack.md the report. The number of
workers changes no result. Behind -- adversaries act through updates and dropouts alone.

Exit status: 0 · 1 a measurement contradicts its closed form · 130 interrupted`;

function addWhat(command: Command): Command {
  return command
    .optionsGroup("Who attacks what:")
    .addOption(textOption("--adversary <list>", "as cqsa list adversaries has them (default: all)"))
    .addOption(textOption("--rule <list>", "as cqsa list rules has them (default: the preset's)"))
    .addOption(
      textOption(
        "--byzantine <list>",
        "clients that attack: counts, or shares like 0.1 or 10% (default: the preset's)",
      ),
    )
    .addOption(
      integerOption(
        "--tolerate <f>",
        "the rule's f over clusters (default: what it can, up to the Byzantine)",
        {
          min: 0,
        },
      ),
    );
}

function addSystem(command: Command): Command {
  const [usual] = ATTACK_PRESETS.quick.parts;
  return command
    .optionsGroup("Secure aggregation:")
    .addOption(textOption("--clients <list>", `N (default: ${SOURCE.clients})`))
    .addOption(textOption("--cluster-size <list>", `k (default: ${usual.clusterSize}, or the preset's)`))
    .addOption(
      textOption(
        "--shots <list>",
        `shots in each of the two bases, or exact (default: ${usual.shots}, or the preset's)`,
      ),
    )
    .addOption(
      textOption(
        "--channel <name>",
        `noise after every CNOT (default: ${usual.channel}, or the preset's; choices: ${CHANNEL_NAMES.join(", ")})`,
      ).argParser(parseChoice("--channel", CHANNEL_NAMES)),
    )
    .addOption(choiceOption("--layout <name>", "order of the CNOTs", LAYOUTS, "chain"))
    .addOption(
      textOption("--noise <list>", "probabilities of the channel (default: 0.005; 0 without a channel)"),
    )
    .addOption(hardeningOption());
}

function addUpdates(command: Command): Command {
  return command
    .optionsGroup("Model updates:")
    .addOption(
      textOption("--updates <file>", "take them from a .npy, .csv or .json file instead of training"),
    )
    .addOption(textOption("--dataset <file>", "train on this CSV, the label last (default: generated data)"))
    .addOption(textOption("--alpha <list>", `label skew, Dirichlet(x) (default: ${SOURCE.alpha})`))
    .option("--training", "play whole trainings under attack: accuracy, and the success of backdoors");
}

function addExtent(command: Command): Command {
  const { quick, full } = ATTACK_PRESETS;
  return command
    .optionsGroup("How thoroughly:")
    .addOption(
      choiceOption(
        "--preset <name>",
        "what is measured, and how often",
        [...Object.keys(ATTACK_PRESETS), "hardening"],
        "quick",
      ),
    )
    .addOption(
      integerOption("--trials <n>", `of each cell (default: ${quick.trials}; full: ${full.trials})`, {
        min: 1,
        max: 1e6,
      }),
    )
    .addOption(
      integerOption("--rounds <n>", `of each trial (default: ${quick.rounds}; full: ${full.rounds})`, {
        min: 1,
        max: 10_000,
      }),
    )
    .addOption(textOption("--seed <text>", "every random draw follows from it").default("1", "1"))
    .addOption(integerOption("--workers <n>", "threads (default: all cores)", { min: 1, max: 1024 }))
    .addOption(callLimitOption(CALL_LIMIT))
    .optionsGroup("Result:")
    .addOption(
      textOption("--out <folder>", "where attack.jsonl, attack.json and attack.md go").default(OUT, OUT),
    )
    .option("--resume", "go on with the attack.jsonl that is there")
    .addOption(choiceOption("--format <name>", "what is printed", FORMATS, "text"));
}

/** `cqsa attack`. */
export function attackCommand({ argv, host, finish }: CommandContext): Command {
  const command = new Command("attack")
    .summary("let Byzantine clients attack: detection rates, damage, worst cases")
    .description(
      "Plays rounds with Byzantine clients against aggregation rules, and prints how often their clusters are rejected, " +
        "how far the update goes astray, and which adversary harms each rule most; closed forms stand beside what was " +
        "measured.",
    )
    .usage("[options] [-- <command…>]")
    .argument("[command...]", "an adapter: a program and its arguments, after --");
  return addExtent(addUpdates(addSystem(addWhat(command))))
    .addHelpText("after", AFTER_HELP)
    .action(async (words: readonly string[], options: AttackOptions | HardeningRunOptions) => {
      const foreign = argv.includes("--") ? adapterCommand(argv, words) : undefined;
      const [stray] = foreign?.before ?? words;
      if (stray !== undefined) throw usageError(`attack: unexpected ${JSON.stringify(stray)}`);
      // Loaded only now: the help shall come at once.
      if (options.preset === "hardening") {
        const { compareHardening } = await import("./hardening.ts");
        finish(await compareHardening(options, foreign?.command, argv, host));
        return;
      }
      const { attack } = await import("./attack.ts");
      finish(await attack(options, foreign?.command, argv, host));
    });
}
