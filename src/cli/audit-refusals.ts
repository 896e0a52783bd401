import type { AuditOptions } from "./audit-options.ts";

/** The option behind each argument that the training and the rounds can refuse. */
const OPTION_OF: Readonly<Record<string, string>> = {
  clients: "--clients",
  alpha: "--alpha",
  rounds: "--rounds",
  clusterSize: "--cluster-size",
  remainder: "--remainder",
  shots: "--shots",
  "noise.channel": "--channel",
  "noise.layout": "--layout",
  "noise.probability": "--probability",
};

/**
 * A refusal as the user of the command line knows its subject: `"clients" expected …` becomes `--clients expected …`.
 * How many clients a file of updates has is no option's doing and keeps its name.
 */
export function inOptions(message: string, { updates }: Pick<AuditOptions, "updates">): string {
  return message.replace(/^"([^"]+)"/, (quoted, name: string) =>
    updates !== undefined && name === "clients" ? quoted : (OPTION_OF[name] ?? quoted),
  );
}
