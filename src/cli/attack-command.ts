import { join } from "node:path";
import { Command, Option } from "commander";
import { CHANNEL_NAMES, LAYOUTS } from "../quantum/noise.ts";
import { adapterCommand } from "./adapter-command.ts";
import { CALL_LIMIT, callLimitOption } from "./adapter-limits.ts";
import { FORMATS, SOURCE } from "./attack-options.ts";
import type { AttackOptions } from "./attack-options.ts";
import { ATTACK_PRESETS } from "./attack-presets.ts";
import type { HardeningRunOptions } from "./hardening-plan.ts";
import { hardeningOption } from "./hardening-option.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { CommandContext } from "./host.ts";
import type { LeakOptions } from "./leak-plan.ts";
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
  $ cqsa attack --preset hardening                whom each measure weakens, at what cost
  $ cqsa attack --preset leakage                  what servers, outsiders, colluders learn
  $ cqsa attack --adversary many-rounds,signed-ghz --rounds 1,6 --hardening all
  $ cqsa attack --preset full --out campaign      Ctrl-C ends it, and what is done stays
  $ cqsa attack --preset full --out campaign --resume
  $ cqsa attack --adversary sign-flip,dropper -- python3 adapter.py

Adversaries other than clients are measured by what they learn, beside closed forms and, with
--hardening, beside the hardened profile. Their updates are normal, or those of --updates, or
of a training where --dataset or --alpha is given; --shots, --noise, --rounds take lists.

Of --hardening all, clip-bound clips weights at ±1, whatever the updates are: give it a bound
of their size, all,clip-bound:bound=0.05. local-noise has a tenth of the bound, which is ε in
the thousands: it blurs what is read, and guarantees nobody's privacy.

attack.jsonl (leakage.jsonl) has a line a trial, .json and .md beside it the report. The
number of workers changes no result. Behind -- adversaries act through updates and dropouts,
and servers look at what round answers.

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

const MOST_ROUNDS = 10_000;

/** "20", or "1,6,12". */
function parseRounds(text: string): number | readonly number[] {
  const found = text
    .split(",")
    .map((part) => (/^\s*\d+(?:e\d+)?\s*$/iu.test(part) ? Number(part) : Number.NaN));
  if (found.some((count) => !(count >= 1 && count <= MOST_ROUNDS))) {
    throw usageError(`--rounds expected an integer from 1 to ${MOST_ROUNDS}, got ${JSON.stringify(text)}`);
  }
  return found.length === 1 ? found[0]! : found;
}

function addExtent(command: Command): Command {
  const { quick, full } = ATTACK_PRESETS;
  return command
    .optionsGroup("How thoroughly:")
    .addOption(
      choiceOption(
        "--preset <name>",
        "what is measured, and how often",
        [...Object.keys(ATTACK_PRESETS), "hardening", "leakage"],
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
      new Option(
        "--rounds <n>",
        `of each trial (default: ${quick.rounds}; full: ${full.rounds}); a list for other parties`,
      ).argParser(parseRounds),
    )
    .addOption(textOption("--seed <text>", "every random draw follows from it").default("1", "1"))
    .addOption(integerOption("--workers <n>", "threads (default: all cores)", { min: 1, max: 1024 }))
    .addOption(callLimitOption(CALL_LIMIT))
    .optionsGroup("Result:")
    .addOption(textOption("--out <folder>", "where .jsonl, .json and .md files go").default(OUT, OUT))
    .option("--resume", "go on with the .jsonl file that is there")
    .addOption(choiceOption("--format <name>", "what is printed", FORMATS, "text"));
}

/** The command line of whichever campaign it asks for. */
type GivenOptions = Omit<AttackOptions, "preset" | "rounds"> & {
  readonly preset: string;
  readonly rounds?: number | readonly number[];
};

/** Runs the campaign that the options ask for, and loads no other: the help shall come at once. */
async function run(
  options: GivenOptions,
  command: readonly [string, ...string[]] | undefined,
  { argv, host }: Pick<CommandContext, "argv" | "host">,
): Promise<ExitStatus> {
  const { asksForLeakage } = await import("./leak-plan.ts");
  if (options.preset !== "hardening" && asksForLeakage(options)) {
    const { leak } = await import("./leak.ts");
    return leak(options as LeakOptions, command, argv, host);
  }
  const { rounds, ...others } = options;
  if (typeof rounds === "object") {
    throw usageError(`--rounds expected one number here, got ${rounds.join(",")}`);
  }
  const given = { ...others, ...(rounds !== undefined && { rounds }) };
  if (options.preset === "hardening") {
    const { compareHardening } = await import("./hardening.ts");
    return compareHardening(given as HardeningRunOptions, command, argv, host);
  }
  const { attack } = await import("./attack.ts");
  return attack(given as AttackOptions, command, argv, host);
}

/** `cqsa attack`. */
export function attackCommand({ argv, host, finish }: CommandContext): Command {
  const command = new Command("attack")
    .summary("let clients, servers, eavesdroppers attack: detection, damage, leakage")
    .description(
      "Plays rounds with Byzantine clients against aggregation rules, and prints how often their clusters are rejected, " +
        "how far the update goes astray, and which adversary harms each rule most; closed forms stand beside what was " +
        "measured.",
    )
    .usage("[options] [-- <command…>]")
    .argument("[command...]", "an adapter: a program and its arguments, after --");
  return addExtent(addUpdates(addSystem(addWhat(command))))
    .addHelpText("after", AFTER_HELP)
    .action(async (words: readonly string[], options: GivenOptions) => {
      const foreign = argv.includes("--") ? adapterCommand(argv, words) : undefined;
      const [stray] = foreign?.before ?? words;
      if (stray !== undefined) throw usageError(`attack: unexpected ${JSON.stringify(stray)}`);
      finish(await run(options, foreign?.command, { argv, host }));
    });
}
