import { join } from "node:path";
import { Command, Option } from "commander";
import { PRESET_NAMES } from "../audit/presets.ts";
import { REMAINDER_POLICIES } from "../protocol/partition.ts";
import { CHANNEL_NAMES, LAYOUTS } from "../quantum/noise.ts";
import { DEFAULT_PROBABILITY, TRAINING } from "./audit-options.ts";
import type { AuditOptions } from "./audit-options.ts";
import type { ExitStatus } from "./exit-status.ts";
import { integerOption, numberOption } from "./options.ts";

/** `cqsa audit`. */
export function auditCommand(argv: readonly string[], finish: (status: ExitStatus) => void): Command {
  const choice = (flags: string, text: string, choices: readonly string[], fallback: string): Option =>
    new Option(flags, text).choices([...choices]).default(fallback);
  return new Command("audit")
    .summary("check the reference CQSA on real model updates and decide the papers' claims")
    .description(
      "Trains a federated model (or takes its updates from a file), runs rounds of the reference CQSA on them with " +
        "noise and finite shots, runs every law, decides every claim from what was measured, prints the result and " +
        "writes audit.json and audit.md.",
    )
    .option("--updates <file>", "model updates instead of training: .npy, .csv or .json, one row a client")
    .option("--dataset <file>", "train on this CSV, label in the last column (default: a generated set)")
    .option(
      "--clients <n>",
      `clients of the training (default: ${TRAINING.clients})`,
      integerOption(2, 100_000),
    )
    .option(
      "--alpha <x>",
      `label skew, Dirichlet(x) (default: ${TRAINING.alpha})`,
      numberOption({ above: 0 }),
    )
    .option("--rounds <n>", `rounds of the training (default: ${TRAINING.rounds})`, integerOption(1, 10_000))
    .addOption(choice("--preset <name>", "how much is measured", PRESET_NAMES, "quick"))
    .option("--claim <prefix>", "only the claims whose id starts so: FI, PH-3")
    .option("--seed <text>", "every random draw follows from it", "1")
    .option("--cluster-size <k>", "clients in a cluster", integerOption(1), 5)
    .addOption(choice("--remainder <policy>", "when k does not divide N", REMAINDER_POLICIES, "balanced"))
    .option("--shots <n>", "shots in each of the two bases", integerOption(1), 1000)
    .addOption(choice("--channel <name>", "noise after every CNOT", CHANNEL_NAMES, "depolarizing2"))
    .addOption(choice("--layout <name>", "order of the CNOTs", LAYOUTS, "chain"))
    .option(
      "--probability <p>",
      `the channel's probability (default: ${DEFAULT_PROBABILITY})`,
      numberOption({ min: 0, max: 1 }),
    )
    .option("--out <dir>", "where audit.json and audit.md go", join("reports", "out"))
    .addOption(choice("--format <name>", "what is printed", ["text", "json", "markdown"], "text"))
    .action(async (options: AuditOptions) => {
      // Loaded only now: the laws and their oracles take a second.
      const { audit } = await import("./audit.ts");
      finish(await audit(options, argv));
    });
}
