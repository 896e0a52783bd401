import { join } from "node:path";
import type { HardeningReport } from "../campaign/hardening/report.ts";
import { runComparison } from "../campaign/hardening/run-comparison.ts";
import { makeFolder } from "../io/make-folder.ts";
import { checkWritable, writeFilesAtomically } from "../io/write-file.ts";
import { attackJson } from "../report/attack-json.ts";
import { hardeningMarkdown } from "../report/hardening-markdown.ts";
import { hardeningText } from "../report/hardening-text.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import { planHardening } from "./hardening-plan.ts";
import type { HardeningRunOptions } from "./hardening-plan.ts";
import type { Host } from "./host.ts";
import { paintFor, print, tell, widthOf } from "./output.ts";
import { provenance } from "./provenance.ts";
import { stoppable } from "./stoppable.ts";
import { watch } from "./watch.ts";

/** Where nobody says how wide the output is, and the most that is comfortable to read. */
const WIDTH = { plain: 100, most: 110 } as const;

/** Runs `cqsa attack --preset hardening`: prints the report, writes it, and returns the exit status. */
export async function compareHardening(
  options: HardeningRunOptions,
  command: readonly string[] | undefined,
  argv: readonly string[],
  host: Host,
): Promise<ExitStatus> {
  const plan = planHardening(options, command !== undefined);
  const files = {
    results: join(options.out, "hardening.jsonl"),
    json: join(options.out, "hardening.json"),
    markdown: join(options.out, "hardening.md"),
  };
  await makeFolder(options.out);
  await checkWritable(Object.values(files));
  const made = provenance(argv, options.seed);
  const stop = stoppable(host);
  stop.started();
  const progress = watch("parts", host);
  try {
    const { comparison, done, total } = await runComparison(plan, {
      workers: options.workers,
      signal: stop.signal,
      kept: { path: files.results, resume: options.resume === true, version: made.version },
      onProgress: progress.update,
    });
    progress.stop();
    const json = attackJson({
      kind: "cqsa-hardening",
      format: 1,
      made,
      done: { parts: done, planned: total },
      ...comparison,
    });
    // What is shown is what the file holds, to the last digit.
    const report = JSON.parse(json) as HardeningReport;
    await host.interruption.hold(`${files.json} was written`, () =>
      writeFilesAtomically([
        { path: files.json, content: json },
        { path: files.markdown, content: hardeningMarkdown(report) },
      ]),
    );
    const width = Math.min(widthOf(host.stdout) ?? WIDTH.plain, WIDTH.most);
    const paint = paintFor(host.stdout, host);
    const text = hardeningText(report, { width, ...(paint && { paint }) });
    await print(host, options.format === "json" ? json : text);
    tell(host, `written: ${Object.values(files).join(", ")}`);
    const status = stop.status();
    if (status !== undefined) {
      tell(
        host,
        `cqsa: interrupted after ${done} of ${total} parts; the report has what was finished, go on with --resume`,
      );
      return status;
    }
    return report.tradeOff.every(({ agrees }) => agrees) ? EXIT.ok : EXIT.violated;
  } finally {
    stop.release();
    progress.stop();
  }
}
