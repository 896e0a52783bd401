import { join } from "node:path";
import { isForeignFailure } from "../campaign/foreign-failure.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { connectStdio } from "../implementation/stdio/connect.ts";
import { makeFolder } from "../io/make-folder.ts";
import { checkWritable, writeFilesAtomically } from "../io/write-file.ts";
import { attackJson } from "../report/attack-json.ts";
import type { Paint } from "../report/audit-paint.ts";
import type { Provenance } from "../base/provenance.ts";
import { MOST_LINE_BYTES, START_LIMIT } from "./adapter-limits.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { paintFor, print, tell, widthOf } from "./output.ts";
import { provenance, quoted } from "./provenance.ts";
import { stoppable } from "./stoppable.ts";
import type { Stoppable } from "./stoppable.ts";
import { usageError } from "./usage-error.ts";
import { watch } from "./watch.ts";
import type { Watch } from "./watch.ts";

type AnyReport = Parameters<typeof attackJson>[0];

/** What every campaign is told on the command line. */
export interface CampaignOptions {
  readonly out: string;
  readonly seed: string;
  readonly format: "text" | "json";
  readonly callLimit: number;
}

/** What a campaign is run with. */
export interface CampaignContext {
  /** Where its results go, one after the other. */
  readonly path: string;
  /** Of the start: whoever commits something while a long campaign runs has not made it with that. */
  readonly made: Provenance;
  readonly stop: Stoppable;
  readonly onProgress: Watch["update"];
}

/** A kind of campaign. */
export interface CampaignCommand<Report extends AnyReport> {
  /** Its files in the output folder: `name.jsonl`, `name.json`, `name.md`. */
  readonly name: string;
  /** What it counts, in the plural. */
  readonly unit: string;
  /** Where nobody says how wide the output is, and the most that is comfortable to read. */
  readonly width: { readonly plain: number; readonly most: number };
  /** Runs it and sums it up; after an interruption, what is done by then. */
  readonly run: (context: CampaignContext) => Promise<Report>;
  readonly text: (report: Report, options: { readonly width: number; readonly paint?: Paint }) => string;
  readonly markdown: (report: Report) => string;
  /** Whether every closed form agrees with what was measured. */
  readonly agrees: (report: Report) => boolean;
  /** How much is done, of how much. */
  readonly done: (report: Report) => readonly [number, number];
}

/** An adapter that a campaign plays against, and what the report calls it. */
export interface CampaignSubject {
  readonly name: string;
  readonly adapter: Implementation & { readonly close: () => Promise<void> };
}

/** Starts the program that a campaign is about. */
export async function openSubject(
  command: readonly [string, ...string[]],
  { callLimit }: Pick<CampaignOptions, "callLimit">,
  stop: Stoppable,
): Promise<CampaignSubject> {
  const adapter = await connectStdio({
    command,
    callTimeLimit: 1000 * callLimit,
    startTimeLimit: 1000 * START_LIMIT,
    maxLineBytes: MOST_LINE_BYTES,
    signal: stop.starting,
  });
  const { name, version } = adapter.capabilities.implementation;
  return { name: `${name} ${version} (${command.map(quoted).join(" ")})`, adapter };
}

/** Work that an interruption ends: what is done is in the results' file, and the report of it comes all the same. */
export async function untilStopped(stop: Stoppable, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isForeignFailure(error) && error.kind !== "fault") throw usageError(error.message);
    if (stop.status() === undefined || error !== stop.signal.reason) throw error;
  }
}

/** Runs a campaign, prints its report, writes it, and returns the exit status. */
export async function campaignCommand<Report extends AnyReport>(
  { out, seed, format }: Omit<CampaignOptions, "callLimit">,
  argv: readonly string[],
  host: Host,
  campaign: CampaignCommand<Report>,
): Promise<ExitStatus> {
  const [results, data, markdown] = ["jsonl", "json", "md"].map((ending) =>
    join(out, `${campaign.name}.${ending}`),
  ) as [string, string, string];
  await makeFolder(out);
  await checkWritable([results, data, markdown]);
  const made = provenance(argv, seed);
  const stop = stoppable(host);
  const progress = watch(campaign.unit, host);
  try {
    const json = attackJson(
      await campaign.run({ path: results, made, stop, onProgress: progress.update }).finally(progress.stop),
    );
    // What is shown is what the file holds, to the last digit.
    const report = JSON.parse(json) as Report;
    await host.interruption.hold(`${data} was written`, () =>
      writeFilesAtomically([
        { path: data, content: json },
        { path: markdown, content: campaign.markdown(report) },
      ]),
    );
    const width = Math.min(widthOf(host.stdout) ?? campaign.width.plain, campaign.width.most);
    const paint = paintFor(host.stdout, host);
    await print(host, format === "json" ? json : campaign.text(report, { width, ...(paint && { paint }) }));
    tell(host, `written: ${[results, data, markdown].join(", ")}`);
    const status = stop.status();
    if (status === undefined) return campaign.agrees(report) ? EXIT.ok : EXIT.violated;
    const [done, all] = campaign.done(report);
    tell(host, `cqsa: interrupted after ${done} of ${all} ${campaign.unit}; go on with --resume`);
    return status;
  } catch (error) {
    if (isForeignFailure(error)) {
      tell(host, `cqsa: ${error.message}`);
      return EXIT.adapter;
    }
    return stop.interrupted(error);
  } finally {
    stop.release();
  }
}
