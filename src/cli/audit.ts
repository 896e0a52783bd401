import { join } from "node:path";
import type { AuditReport } from "../audit/report.ts";
import type { AuditProgress, AuditRequest } from "../audit/run-audit.ts";
import { dataError } from "../base/data-error.ts";
import { isRefusal } from "../base/refusal.ts";
import { makeFolder } from "../io/make-folder.ts";
import { checkWritable, writeFilesAtomically } from "../io/write-file.ts";
import { auditMarkdown } from "../report/audit-markdown.ts";
import { auditText } from "../report/audit-text.ts";
import { checkClusters, checkOptions, chosenClaims } from "./audit-checks.ts";
import { DEFAULT_PROBABILITY } from "./audit-options.ts";
import type { AuditOptions } from "./audit-options.ts";
import { inOptions } from "./audit-refusals.ts";
import { openSource } from "./audit-source.ts";
import type { AuditSource, OpenSource } from "./audit-source.ts";
import { keptStrength } from "./evidence-strength.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { paintFor, print, tell, widthOf } from "./output.ts";
import { progressOn } from "./progress.ts";
import type { Progress } from "./progress.ts";
import { provenance } from "./provenance.ts";
import { usageError } from "./usage-error.ts";

/** Where nobody says how wide the output is, and the most that is comfortable to read. */
const WIDTH = { plain: 100, most: 120 } as const;

function shown(report: AuditReport, { format, claim }: AuditOptions, host: Host): string {
  switch (format) {
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "markdown":
      return auditMarkdown(report);
    case "text": {
      const width = Math.min(widthOf(host.stdout) ?? WIDTH.plain, WIDTH.most);
      // Who asks for some claims wants to see all that was measured of them.
      return auditText(
        report,
        width,
        paintFor(host.stdout, host),
        claim === undefined ? "overview" : "details",
      );
    }
  }
}

function statusOf({ laws }: AuditReport): ExitStatus {
  if (laws.some(({ verdict }) => verdict === "violated")) return EXIT.violated;
  if (laws.some(({ verdict }) => verdict === "inconclusive")) return EXIT.inconclusive;
  return EXIT.ok;
}

/**
 * What an error of the measurement means. The rounds on the updates come first: what they refuse is what the user
 * gave, and what is refused after them is a fault of ours.
 */
function blamed(error: unknown, options: AuditOptions, roundsDone: boolean): unknown {
  const { updates } = options;
  if (!isRefusal(error)) return error;
  if (roundsDone) return new Error("a law or claim was refused its own input", { cause: error });
  // Weights come from the file, everything else from options.
  if (updates !== undefined && error.message.startsWith('"weight')) return dataError(updates, error.message);
  return usageError(inOptions(error.message, options));
}

/** Trains, or hands out what was read; what that refuses is what the options say. */
async function taken(source: OpenSource, options: AuditOptions, progress: Progress): Promise<AuditSource> {
  try {
    return await source.take(progress);
  } catch (error) {
    throw isRefusal(error) ? usageError(inOptions(error.message, options)) : error;
  }
}

async function measure(
  options: AuditOptions,
  request: AuditRequest,
  progress: Progress,
): Promise<AuditReport> {
  // Loaded only now: the laws and their oracles take a second, and bad input shall be told at once.
  const { runAudit } = await import("../audit/run-audit.ts");
  let roundsDone = false;
  try {
    return await runAudit(request, ({ stage, done, total, item }: AuditProgress) => {
      roundsDone ||= done === total;
      progress.update(stage, done, total, item);
    });
  } catch (error) {
    throw blamed(error, options, roundsDone);
  }
}

/** Runs `cqsa audit`: prints the report, writes its files, and returns the exit status. */
export async function audit(options: AuditOptions, argv: readonly string[], host: Host): Promise<ExitStatus> {
  checkOptions(options);
  const source = await openSource(options);
  checkClusters(options, source.clients);
  const claims = await chosenClaims(options.claim);
  const files = { json: join(options.out, "audit.json"), markdown: join(options.out, "audit.md") };
  await makeFolder(options.out);
  await checkWritable([files.json, files.markdown]);

  const progress = progressOn(host);
  const release = host.interruption.guard("nothing was written", progress.stop);
  try {
    const { clusterSize, remainder, shots, channel, layout } = options;
    const probability = channel === "none" ? 0 : (options.probability ?? DEFAULT_PROBABILITY);
    const request = {
      ...(await taken(source, options, progress)),
      settings: { clusterSize, remainder, shots, noise: { channel, layout, probability } },
      preset: options.preset,
      claims,
      made: provenance(argv, options.seed),
    };
    const measured = await measure(options, request, progress);
    const strength = await keptStrength(measured.claims);
    const report = strength === undefined ? measured : { ...measured, strength };
    progress.stop();
    await host.interruption.hold(`${files.json} and ${files.markdown} were written`, () =>
      writeFilesAtomically([
        { path: files.json, content: `${JSON.stringify(report, null, 2)}\n` },
        { path: files.markdown, content: auditMarkdown(report) },
      ]),
    );
    release();
    await print(host, shown(report, options, host));
    tell(host, `written: ${files.json}, ${files.markdown}`);
    return statusOf(report);
  } finally {
    release();
    progress.stop();
  }
}
