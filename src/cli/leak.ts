import { join } from "node:path";
import { isForeignFailure } from "../campaign/foreign-failure.ts";
import { runLeakage } from "../campaign/leakage/run.ts";
import type { LeakageHeader } from "../campaign/leakage/results.ts";
import type { LeakageReport } from "../campaign/leakage/report.ts";
import { summarizeLeakage } from "../campaign/leakage/summarize.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { connectStdio } from "../implementation/stdio/connect.ts";
import { makeFolder } from "../io/make-folder.ts";
import { checkWritable, writeFilesAtomically } from "../io/write-file.ts";
import { attackJson } from "../report/attack-json.ts";
import { leakageMarkdown } from "../report/leakage-markdown.ts";
import { leakageText } from "../report/leakage-text.ts";
import { MOST_LINE_BYTES, START_LIMIT } from "./adapter-limits.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { planLeakage, withoutView } from "./leak-plan.ts";
import type { LeakOptions, LeakPlan } from "./leak-plan.ts";
import { paintFor, print, tell, widthOf } from "./output.ts";
import { provenance, quoted } from "./provenance.ts";
import { stoppable } from "./stoppable.ts";
import type { Stoppable } from "./stoppable.ts";
import { usageError } from "./usage-error.ts";
import { watch } from "./watch.ts";

/** Where nobody says how wide the output is, and the most that is comfortable to read. */
const WIDTH = { plain: 100, most: 120 } as const;

/** What is looked at. */
interface Subject {
  readonly header: LeakageHeader;
  readonly notes: readonly string[];
  readonly implementation: Implementation | undefined;
  readonly close: () => Promise<void>;
}

async function openSubject(
  { header, notes }: LeakPlan,
  command: readonly [string, ...string[]] | undefined,
  { callLimit, adversary }: LeakOptions,
  stop: Stoppable,
): Promise<Subject> {
  if (command === undefined) {
    const close = (): Promise<void> => Promise.resolve();
    return { header: { ...header, subject: null }, notes, implementation: undefined, close };
  }
  const adapter = await connectStdio({
    command,
    callTimeLimit: 1000 * callLimit,
    startTimeLimit: 1000 * START_LIMIT,
    maxLineBytes: MOST_LINE_BYTES,
    signal: stop.starting,
  });
  try {
    const { implementation, extensions = [] } = adapter.capabilities;
    const { name, version } = implementation;
    const subject = `${name} ${version} (${command.map(quoted).join(" ")})`;
    const cells = extensions.includes("view")
      ? header.cells
      : withoutView(header.cells, adversary !== undefined);
    const lost = [
      ...new Set(header.cells.filter((cell) => !cells.includes(cell)).map((cell) => cell.adversary)),
    ];
    const missing = cells.find(({ hardening }) => hardening !== null);
    if (missing !== undefined && !extensions.includes("hardening")) {
      throw usageError("--hardening needs the extension hardening, which is not declared");
    }
    const text = `Left out: ${lost.join(", ")}: the extension view is not declared.`;
    return {
      header: { ...header, cells, subject },
      notes: lost.length === 0 ? notes : [...notes, text],
      implementation: adapter,
      close: () => adapter.close(),
    };
  } catch (error) {
    await adapter.close();
    throw error;
  }
}

function statusOf({ cells }: LeakageReport): ExitStatus {
  const differs = cells.some(({ figures }) => figures.some(({ agrees }) => agrees === false));
  return differs ? EXIT.violated : EXIT.ok;
}

/** Runs `cqsa attack` for whoever looks at rounds: prints the report, writes it, and returns the exit status. */
export async function leak(
  options: LeakOptions,
  command: readonly [string, ...string[]] | undefined,
  argv: readonly string[],
  host: Host,
): Promise<ExitStatus> {
  const plan = await planLeakage(options, command !== undefined);
  const files = {
    results: join(options.out, "leakage.jsonl"),
    json: join(options.out, "leakage.json"),
    markdown: join(options.out, "leakage.md"),
  };
  await makeFolder(options.out);
  await checkWritable(Object.values(files));
  const made = provenance(argv, options.seed);
  const stop = stoppable(host);
  const progress = watch("trials", host);
  try {
    const subject = await openSubject(plan, command, options, stop);
    const { header } = subject;
    stop.started();
    try {
      await runLeakage(header, {
        path: files.results,
        resume: options.resume === true,
        workers: options.workers,
        implementation: subject.implementation,
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
    const json = attackJson(await summarizeLeakage(files.results, header, made, subject.notes));
    // What is shown is what the file holds, to the last digit.
    const report = JSON.parse(json) as LeakageReport;
    await host.interruption.hold(`${files.json} was written`, () =>
      writeFilesAtomically([
        { path: files.json, content: json },
        { path: files.markdown, content: leakageMarkdown(report) },
      ]),
    );
    const width = Math.min(widthOf(host.stdout) ?? WIDTH.plain, WIDTH.most);
    const paint = paintFor(host.stdout, host);
    const text = leakageText(report, { width, ...(paint && { paint }) });
    await print(host, options.format === "json" ? json : text);
    tell(host, `written: ${Object.values(files).join(", ")}`);
    const status = stop.status();
    if (status === undefined) return statusOf(report);
    const { trials, planned } = report.done;
    tell(host, `cqsa: interrupted after ${trials} of ${planned} trials; go on with --resume`);
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
