import { join } from "node:path";
import { laws } from "../../properties/index.ts";
import { adapterObservations } from "../conformance/adapter-observations.ts";
import { failureFileName, failureText } from "../conformance/failure-file.ts";
import type { StoredFailure } from "../conformance/failure.ts";
import { outcomeOf } from "../conformance/report.ts";
import type { VerifyOutcome, VerifyReport } from "../conformance/report.ts";
import { selectLaws } from "../conformance/select-laws.ts";
import { verify } from "../conformance/verify.ts";
import { connectStdio } from "../implementation/stdio/connect.ts";
import { makeFolder } from "../io/make-folder.ts";
import { checkWritable, writeFilesAtomically } from "../io/write-file.ts";
import { verifyText } from "../report/verify-text.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { stoppable } from "./stoppable.ts";
import { paintFor, print, tell, widthOf } from "./output.ts";
import { progressOn } from "./progress.ts";
import { provenance, quoted } from "./provenance.ts";
import { usageError } from "./usage-error.ts";
import { parseShard, parts, VERIFY_PRESETS } from "./verify-options.ts";
import type { VerifyOptions } from "./verify-options.ts";

/** The command line of `verify`, taken apart. */
export interface VerifyRequest {
  readonly options: VerifyOptions;
  /** Words before `--`: there should be none. */
  readonly before: readonly string[];
  readonly command: readonly [string, ...string[]];
  readonly argv: readonly string[];
}

/** Where nobody says how wide the output is, and the most that is comfortable to read. */
const WIDTH = { plain: 100, most: 120 } as const;

const STATUSES: Readonly<Record<VerifyOutcome, ExitStatus>> = {
  ok: EXIT.ok,
  violated: EXIT.violated,
  inconclusive: EXIT.inconclusive,
  interrupted: EXIT.interrupted,
  "adapter gone": EXIT.adapter,
  fault: EXIT.internal,
};

/** Runs `cqsa verify`: prints the report, writes it with its failures, and returns the exit status. */
export async function verifyAdapter(
  { options, before, command, argv }: VerifyRequest,
  host: Host,
): Promise<ExitStatus> {
  if (before[0] !== undefined) throw usageError(`verify: unexpected ${quoted(before[0])} before --`);
  const { preset, profile, seed, out, timeLimit, maxFailures } = options;
  const selection = {
    laws: parts(options.law),
    clauses: parts(options.clause),
    profile,
    shard: parseShard(options.shard),
  };
  // Asked before the adapter is started: a wrong pattern shall be told at once.
  selectLaws(laws, selection);
  const reportFile = join(out, "verify.json");
  const fileOf = ({ law }: StoredFailure): string => join(out, "failures", failureFileName(law));
  await makeFolder(out);
  await checkWritable([reportFile]);

  const progress = progressOn(host);
  const stop = stoppable(host);
  try {
    const adapter = await connectStdio({
      command,
      callTimeLimit: 1000 * options.callLimit,
      signal: stop.starting,
    });
    let report: VerifyReport;
    try {
      stop.started();
      const { runs, samples } = VERIFY_PRESETS[preset];
      const settings = { ...selection, runs: options.runs ?? runs, samples, maxFailures, timeLimit };
      report = await verify(
        adapter,
        {
          ...settings,
          signal: stop.signal,
          made: provenance(argv, seed),
          observed: () => adapterObservations(adapter.observed()),
        },
        ({ done, total, law, failures }) => {
          progress.update("laws", done, total, failures === 0 ? law : `${law} (${failures} violated)`);
        },
      );
    } finally {
      await adapter.close();
    }
    progress.stop();
    const stored = report.failures.map((failure) => ({
      path: fileOf(failure),
      content: failureText(failure),
    }));
    await host.interruption.hold(`${reportFile} was written`, () =>
      writeFilesAtomically([
        { path: reportFile, content: `${JSON.stringify(report, null, 2)}\n` },
        ...stored,
      ]),
    );
    const replayCommand = (failure: StoredFailure): string =>
      ["cqsa", "replay", fileOf(failure), "--", ...command].map(quoted).join(" ");
    const width = Math.min(widthOf(host.stdout) ?? WIDTH.plain, WIDTH.most);
    const paint = paintFor(host.stdout, host);
    const text =
      options.format === "json"
        ? `${JSON.stringify(report, null, 2)}\n`
        : verifyText(report, { width, replayCommand, ...(paint && { paint }) });
    await print(host, text);
    tell(host, `written: ${[reportFile, ...stored.map(({ path }) => path)].join(", ")}`);
    return stop.status() ?? STATUSES[outcomeOf(report)];
  } catch (error) {
    return stop.interrupted(error);
  } finally {
    stop.release();
    progress.stop();
  }
}
