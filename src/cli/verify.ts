import { join } from "node:path";
import { laws } from "../../properties/index.ts";
import type { Law } from "../../properties/law.ts";
import { isRefusal } from "../base/refusal.ts";
import { adapterObservations } from "../conformance/adapter-observations.ts";
import { failureFileName, failureText } from "../conformance/failure-file.ts";
import type { StoredFailure } from "../conformance/failure.ts";
import { outcomeOf } from "../conformance/report.ts";
import type { Observation, VerifyOutcome, VerifyReport } from "../conformance/report.ts";
import { selectLaws } from "../conformance/select-laws.ts";
import type { Selection } from "../conformance/select-laws.ts";
import { verify } from "../conformance/verify.ts";
import type { AdapterLog } from "../implementation/stdio/adapter-log.ts";
import { connectStdio } from "../implementation/stdio/connect.ts";
import { makeFolder } from "../io/make-folder.ts";
import { checkWritable, writeFilesAtomically } from "../io/write-file.ts";
import { verifyText } from "../report/verify-text.ts";
import { CALL_LIMIT, MOST_LINE_BYTES, START_LIMIT } from "./adapter-limits.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { stoppable } from "./stoppable.ts";
import { paintFor, print, tell, widthOf } from "./output.ts";
import { progressOn } from "./progress.ts";
import { programName } from "./program-name.ts";
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

/** What is selected. @throws a usage error, or a refusal in the words of the command line, if that is nothing */
function selectionOf({ law, clause, profile, shard }: VerifyOptions): Selection {
  const selection = {
    laws: parts("--law", law),
    clauses: parts("--clause", clause),
    profile,
    shard: parseShard(shard),
  };
  let selected: readonly Law[];
  try {
    selected = selectLaws(laws, selection);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const name = /^"([a-z, ]+)"/u;
    throw usageError(error.message.replace(name, (_, names: string) => names.replaceAll(/[a-z]+/gu, "--$&")));
  }
  if (selected.length === 0) throw usageError(`--shard ${shard} has none of the selected laws`);
  return selection;
}

/** A message speaks of "the time limit"; which option that is can be told here alone. */
function lateCalls({ faults }: AdapterLog, callLimit: number): Observation[] {
  const times = faults["time-out"] ?? 0;
  if (times === 0) return [];
  return [
    { what: "calls out of time", hint: `a call has ${callLimit} s: --call-limit gives it more`, times },
  ];
}

/** Runs `cqsa verify`: prints the report, writes it with its failures, and returns the exit status. */
export async function verifyAdapter(
  { options, before, command, argv }: VerifyRequest,
  host: Host,
): Promise<ExitStatus> {
  if (before[0] !== undefined) throw usageError(`verify: unexpected ${quoted(before[0])} before --`);
  const { preset, seed, out, callLimit, timeLimit, maxFailures } = options;
  // Before the adapter is started: a wrong pattern shall be told at once.
  const selection = selectionOf(options);
  const reportFile = join(out, "verify.json");
  const failureFolder = join(out, "failures");
  const fileOf = ({ law }: StoredFailure): string => join(failureFolder, failureFileName(law));
  await makeFolder(out);
  await checkWritable([reportFile]);

  const progress = progressOn(host);
  const stop = stoppable(host);
  try {
    const adapter = await connectStdio({
      command,
      callTimeLimit: 1000 * callLimit,
      startTimeLimit: 1000 * Math.min(START_LIMIT, timeLimit ?? START_LIMIT),
      maxLineBytes: MOST_LINE_BYTES,
      signal: stop.starting,
    });
    let report: VerifyReport;
    try {
      stop.started();
      const { runs, samples } = VERIFY_PRESETS[preset];
      const settings = { ...selection, runs: options.runs ?? runs, samples, maxFailures, timeLimit };
      report = await verify(
        adapter,
        { ...settings, signal: stop.signal, made: provenance(argv, seed) },
        ({ done, total, law, failures }) => {
          progress.update("laws", done, total, failures === 0 ? law : `${law} (${failures} violated)`);
        },
      );
    } finally {
      await adapter.close();
    }
    // Only now: how it ends when its input does is seen at the end.
    const log = adapter.observed();
    report = { ...report, observations: [...adapterObservations(log), ...lateCalls(log, callLimit)] };
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
    const limit = callLimit === CALL_LIMIT ? [] : ["--call-limit", String(callLimit)];
    const replayCommand = (failure: StoredFailure): string =>
      [programName(host), ...["replay", fileOf(failure), ...limit, "--", ...command].map(quoted)].join(" ");
    const width = Math.min(widthOf(host.stdout) ?? WIDTH.plain, WIDTH.most);
    const paint = paintFor(host.stdout, host);
    const text =
      options.format === "json"
        ? `${JSON.stringify(report, null, 2)}\n`
        : verifyText(report, { width, replayCommand, ...(paint && { paint }) });
    await print(host, text);
    const more = stored.length > 1 ? `${stored.length} failures in ${failureFolder}` : stored[0]?.path;
    tell(host, `written: ${[reportFile, ...(more === undefined ? [] : [more])].join(", ")}`);
    return stop.status() ?? STATUSES[outcomeOf(report)];
  } catch (error) {
    return stop.interrupted(error);
  } finally {
    stop.release();
    progress.stop();
  }
}
