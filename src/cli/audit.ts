import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { styleText } from "node:util";
import { register } from "../audit/register.ts";
import type { Entry } from "../audit/register.ts";
import type { AuditReport, UpdatesOrigin } from "../audit/report.ts";
import { runAudit } from "../audit/run-audit.ts";
import { dataError } from "../base/data-error.ts";
import { randomStream } from "../base/random.ts";
import { isRefusal } from "../base/refusal.ts";
import { readDataSet } from "../io/data-set.ts";
import { readUpdates } from "../io/updates.ts";
import { writeFilesAtomically } from "../io/write-file.ts";
import { scaleFeatures, splitDataSet } from "../learning/data-set.ts";
import { federatedRounds } from "../learning/federated-training.ts";
import { generateDataSet } from "../learning/generate-data-set.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { auditMarkdown } from "../report/audit-markdown.ts";
import { auditText } from "../report/audit-text.ts";
import { DEFAULT_PROBABILITY, TRAINING } from "./audit-options.ts";
import type { AuditOptions } from "./audit-options.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import { progressOn } from "./progress.ts";
import type { Progress } from "./progress.ts";
import { provenance } from "./provenance.ts";
import { usageError } from "./usage-error.ts";

const TRAINING_OPTIONS = ["dataset", "clients", "alpha", "rounds"] as const;

interface Source {
  readonly updates: UpdateRounds;
  readonly origin: UpdatesOrigin;
}

async function readSource(file: string): Promise<Source> {
  const updates = await readUpdates(file);
  const { rows, columns } = updates[0]!;
  if (rows < 2) throw dataError(file, "expected at least two clients, got one");
  const origin = { clients: rows, coordinates: columns, rounds: updates.length, accuracies: [] };
  return { updates, origin: { source: basename(file), ...origin } };
}

async function train(options: AuditOptions, progress: Progress): Promise<Source> {
  const rng = randomStream(options.seed).fork("training");
  const data =
    options.dataset === undefined
      ? generateDataSet(rng.fork("data"))
      : scaleFeatures(await readDataSet(options.dataset));
  const { clients = TRAINING.clients, alpha = TRAINING.alpha, rounds = TRAINING.rounds } = options;
  const split = splitDataSet(rng.fork("split"), data);
  const updates = [];
  const accuracies = [];
  const { localSteps, learningRate } = TRAINING;
  for await (const finished of federatedRounds(rng, {
    data: split,
    clients,
    alpha,
    rounds,
    localSteps,
    learningRate,
  })) {
    updates.push(finished.updates);
    accuracies.push(finished.accuracy);
    progress.update("training", updates.length, rounds, `accuracy ${finished.accuracy.toFixed(3)}`);
  }
  const coordinates = updates[0]!.columns;
  const name = options.dataset === undefined ? "generated data" : basename(options.dataset);
  const source = `softmax regression trained on ${name} (Dirichlet ${alpha})`;
  return { updates, origin: { source, clients, coordinates, rounds, accuracies } };
}

function chosenClaims(pattern: string | undefined): readonly Entry[] {
  if (pattern === undefined) return register;
  const wanted = pattern.toLowerCase();
  const chosen = register.filter(({ claim }) => claim.id.toLowerCase().startsWith(wanted));
  if (chosen.length === 0) {
    throw usageError(
      `--claim ${pattern}: no such claim; there are ${register.map(({ claim }) => claim.id).join(", ")}`,
    );
  }
  return chosen;
}

/** Made before any work, so that a long run does not end at a folder that cannot be written. */
async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw dataError(folder, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

function checkOptions(options: AuditOptions): void {
  if (options.updates !== undefined) {
    const useless = TRAINING_OPTIONS.find((name) => options[name] !== undefined);
    if (useless !== undefined)
      throw usageError(`--${useless} trains a model, and --updates takes one that is trained`);
  }
  if (options.channel === "none" && options.probability !== undefined && options.probability > 0) {
    throw usageError(`--probability ${options.probability} needs another --channel than none`);
  }
}

function shown(report: AuditReport, format: AuditOptions["format"]): string {
  if (format === "json") return `${JSON.stringify(report, null, 2)}\n`;
  if (format === "markdown") return auditMarkdown(report);
  const { isTTY, columns } = process.stdout;
  return isTTY
    ? auditText(report, Math.min(columns || 100, 120), (style, text) => styleText(style, text))
    : auditText(report);
}

function statusOf({ laws }: AuditReport): ExitStatus {
  if (laws.some(({ verdict }) => verdict === "violated")) return EXIT.violated;
  if (laws.some(({ verdict }) => verdict === "inconclusive")) return EXIT.inconclusive;
  return EXIT.ok;
}

/** Runs `cqsa audit`: prints the report, writes its files, and returns the exit status. */
export async function audit(options: AuditOptions, argv: readonly string[]): Promise<ExitStatus> {
  checkOptions(options);
  const claims = chosenClaims(options.claim);
  await prepareFolder(options.out);
  const progress = progressOn(process.stderr);
  try {
    const source =
      options.updates === undefined ? await train(options, progress) : await readSource(options.updates);
    const { clusterSize, remainder, shots, channel, layout } = options;
    const probability = channel === "none" ? 0 : (options.probability ?? DEFAULT_PROBABILITY);
    const report = await runAudit(
      {
        ...source,
        settings: { clusterSize, remainder, shots, noise: { channel, layout, probability } },
        preset: options.preset,
        claims,
        made: provenance(argv, options.seed),
      },
      ({ stage, done, total, item }) => {
        progress.update(stage, done, total, item);
      },
    );
    const json = join(options.out, "audit.json");
    const markdown = join(options.out, "audit.md");
    await writeFilesAtomically([
      { path: json, content: `${JSON.stringify(report, null, 2)}\n` },
      { path: markdown, content: auditMarkdown(report) },
    ]);
    progress.stop();
    process.stdout.write(shown(report, options.format));
    process.stderr.write(`written: ${json}, ${markdown}\n`);
    return statusOf(report);
  } catch (error) {
    // With updates from a file, weights that the protocol refuses are that file's fault.
    if (options.updates !== undefined && isRefusal(error) && error.message.startsWith('"weight')) {
      throw dataError(options.updates, error.message);
    }
    throw error;
  } finally {
    progress.stop();
  }
}
