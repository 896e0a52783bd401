import { join } from "node:path";
import { isForeignFailure } from "../campaign/foreign-failure.ts";
import { foreignPlayer } from "../campaign/foreign-player.ts";
import type { AttackReport } from "../campaign/report.ts";
import type { ResultsHeader } from "../campaign/results-file.ts";
import { runCampaign } from "../campaign/run-campaign.ts";
import { summarize } from "../campaign/summarize.ts";
import type { Player } from "../campaign/trial.ts";
import { connectStdio } from "../implementation/stdio/connect.ts";
import { makeFolder } from "../io/make-folder.ts";
import { checkWritable, writeFilesAtomically } from "../io/write-file.ts";
import { attackJson } from "../report/attack-json.ts";
import { attackMarkdown } from "../report/attack-markdown.ts";
import { attackText } from "../report/attack-text.ts";
import { MOST_LINE_BYTES, START_LIMIT } from "./adapter-limits.ts";
import type { AttackOptions } from "./attack-options.ts";
import { planAttack } from "./attack-plan.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { paintFor, print, tell, widthOf } from "./output.ts";
import { provenance, quoted } from "./provenance.ts";
import { stoppable } from "./stoppable.ts";
import type { Stoppable } from "./stoppable.ts";
import { usageError } from "./usage-error.ts";
import { watch } from "./watch.ts";

/** Where nobody says how wide the output is, and the most that is comfortable to read. */
const WIDTH = { plain: 110, most: 130 } as const;

/** What is attacked. */
interface Subject {
  readonly name: string | null;
  readonly player: Player | undefined;
  readonly close: () => Promise<void>;
}

async function openSubject(
  command: readonly [string, ...string[]] | undefined,
  { callLimit }: AttackOptions,
  stop: Stoppable,
): Promise<Subject> {
  if (command === undefined) return { name: null, player: undefined, close: () => Promise.resolve() };
  const adapter = await connectStdio({
    command,
    callTimeLimit: 1000 * callLimit,
    startTimeLimit: 1000 * START_LIMIT,
    maxLineBytes: MOST_LINE_BYTES,
    signal: stop.starting,
  });
  const { name, version } = adapter.capabilities.implementation;
  return {
    name: `${name} ${version} (${command.map(quoted).join(" ")})`,
    player: foreignPlayer(adapter),
    close: () => adapter.close(),
  };
}

function statusOf({ cells }: AttackReport): ExitStatus {
  const differs = cells.some(({ closedForms }) => closedForms.some(({ agrees }) => !agrees));
  return differs ? EXIT.violated : EXIT.ok;
}

/** Runs `cqsa attack`: prints the report, writes it, and returns the exit status. */
export async function attack(
  options: AttackOptions,
  command: readonly [string, ...string[]] | undefined,
  argv: readonly string[],
  host: Host,
): Promise<ExitStatus> {
  const { header: planned, notes } = await planAttack(options, command !== undefined);
  const files = {
    results: join(options.out, "attack.jsonl"),
    json: join(options.out, "attack.json"),
    markdown: join(options.out, "attack.md"),
  };
  await makeFolder(options.out);
  await checkWritable([files.results, files.json, files.markdown]);
  // Of now: whoever commits something while a long campaign runs has not made it with that.
  const made = provenance(argv, options.seed);
  const stop = stoppable(host);
  const progress = watch("trials", host);
  try {
    const subject = await openSubject(command, options, stop);
    stop.started();
    const header: ResultsHeader = { ...planned, subject: subject.name };
    try {
      await runCampaign(header, {
        path: files.results,
        resume: options.resume === true,
        workers: options.workers,
        player: subject.player,
        signal: stop.signal,
        onProgress: progress.update,
      });
    } catch (error) {
      if (isForeignFailure(error) && error.kind !== "fault") throw usageError(error.message);
      // What is done is in the file; the report of it comes all the same.
      if (stop.status() === undefined || error !== stop.signal.reason) throw error;
    } finally {
      await subject.close();
    }
    progress.stop();
    const json = attackJson(await summarize(files.results, header, made, notes));
    // What is shown is what the file holds, to the last digit.
    const report = JSON.parse(json) as AttackReport;
    await host.interruption.hold(`${files.json} was written`, () =>
      writeFilesAtomically([
        { path: files.json, content: json },
        { path: files.markdown, content: attackMarkdown(report) },
      ]),
    );
    const width = Math.min(widthOf(host.stdout) ?? WIDTH.plain, WIDTH.most);
    const paint = paintFor(host.stdout, host);
    await print(
      host,
      options.format === "json" ? json : attackText(report, { width, ...(paint && { paint }) }),
    );
    tell(host, `written: ${Object.values(files).join(", ")}`);
    const status = stop.status();
    if (status === undefined) return statusOf(report);
    const { trials, planned: all } = report.done;
    tell(host, `cqsa: interrupted after ${trials} of ${all} trials; go on with --resume`);
    return status;
  } catch (error) {
    if (isForeignFailure(error)) {
      tell(host, `cqsa: ${error.message}`);
      return EXIT.adapter;
    }
    return stop.interrupted(error);
  } finally {
    stop.release();
    progress.stop();
  }
}
