import type { Entry } from "../audit/register.ts";
import { isRefusal } from "../base/refusal.ts";
import { clusterSizes } from "../protocol/partition.ts";
import type { AuditOptions } from "./audit-options.ts";
import { inOptions } from "./audit-refusals.ts";
import { usageError } from "./usage-error.ts";

const TRAINING_OPTIONS = ["dataset", "clients", "alpha", "rounds"] as const;

/** Options that contradict each other. @throws a usage error */
export function checkOptions(options: AuditOptions): void {
  if (options.updates !== undefined) {
    const useless = TRAINING_OPTIONS.find((name) => options[name] !== undefined);
    if (useless !== undefined)
      throw usageError(`--${useless} is for training, and --updates takes a model's updates as they are`);
  }
  if (options.channel === "none" && options.probability !== undefined && options.probability > 0) {
    throw usageError(`--probability ${options.probability} needs another --channel than none`);
  }
}

/** Whether so many clients can be cut into clusters as the options say. @throws a usage error */
export function checkClusters(options: AuditOptions, clients: number): void {
  const { clusterSize, remainder } = options;
  try {
    clusterSizes({ clients, clusterSize, remainder });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw usageError(`--remainder ${remainder}: ${inOptions(error.message, options)}`);
  }
}

/**
 * The claims that a list of ids, or of what ids start with, names; of `FI-1` no `FI-10`.
 *
 * @throws a usage error for an entry that names none
 */
export async function chosenClaims(list: string | undefined): Promise<readonly Entry[]> {
  // Loaded only now: it brings the measurements of all claims with it.
  const [{ register }, { shortIds }] = await Promise.all([
    import("../audit/register.ts"),
    import("../audit/claim-ids.ts"),
  ]);
  if (list === undefined) return register;
  const ids = register.map(({ claim }) => claim.id);
  const chosen = new Set(
    list.split(",").flatMap((entry) => {
      const wanted = entry.trim().toUpperCase();
      const found = ids.includes(wanted) ? [wanted] : ids.filter((id) => id.startsWith(wanted));
      if (wanted === "" || found.length === 0) {
        throw usageError(`--claim ${list}: no claim "${entry}"; there are ${shortIds(ids)}`);
      }
      return found;
    }),
  );
  return register.filter(({ claim }) => chosen.has(claim.id));
}
