import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { laws } from "../../properties/index.ts";
import { isRefusal } from "../base/refusal.ts";
import { cleanRuns } from "../conformance/mutants/clean-runs.ts";
import type { ServedBy, Subject } from "../conformance/mutants/job.ts";
import { killMatrix } from "../conformance/mutants/kill-matrix.ts";
import { powerRuns } from "../conformance/mutants/power-runs.ts";
import { isSound } from "../conformance/mutants/report.ts";
import type { CleanReport, KillReport, PowerReport } from "../conformance/mutants/report.ts";
import { runJobs } from "../conformance/mutants/run-jobs.ts";
import type { RunJobs } from "../conformance/mutants/run-jobs.ts";
import { allMatching, selectLaws } from "../conformance/select-laws.ts";
import { faults } from "../implementation/faulty/index.ts";
import { checkWritable, writeFilesAtomically } from "../io/write-file.ts";
import type { FileEntry } from "../io/write-file.ts";
import { cleanText } from "../report/mutants-clean-text.ts";
import { killMarkdown } from "../report/mutants-markdown.ts";
import type { MutantsTextOptions } from "../report/mutants-parts.ts";
import { powerText } from "../report/mutants-power-text.ts";
import { killText } from "../report/mutants-text.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { DEFAULT_CASES, DEFAULT_TRIALS, modeOf } from "./mutants-options.ts";
import type { MutantsMode, MutantsOptions } from "./mutants-options.ts";
import { paintFor, print, tell, widthOf } from "./output.ts";
import { progressOn } from "./progress.ts";
import { provenance } from "./provenance.ts";
import { usageError } from "./usage-error.ts";
import { parts, VERIFY_PRESETS } from "./verify-options.ts";

type Report = KillReport | CleanReport | PowerReport;

/** Where nobody says how wide the output is, and the most that is comfortable to read. */
const WIDTH = { plain: 100, most: 120 } as const;

const REPORT_NAMES: Readonly<Record<MutantsMode, string>> = {
  kills: "mutants.json",
  clean: "mutants-clean.json",
  power: "mutants-power.json",
};

/** This program, in a checkout and as it is installed. */
const PROGRAM = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "cqsa.ts" : "cqsa.js", import.meta.url),
);

/** Something chosen by patterns. @throws a usage error in the words of the command line */
function chosen<Item>(option: string, choose: () => readonly Item[]): readonly Item[] {
  try {
    return choose();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw usageError(error.message.replace(/^"[a-z, ]+"/u, option));
  }
}

function textOf(report: Report, options: MutantsTextOptions): string {
  switch (report.kind) {
    case "cqsa-mutants":
      return killText(report, options);
    case "cqsa-clean":
      return cleanText(report, options);
    case "cqsa-power":
      return powerText(report, options);
  }
}

function statusOf(report: Report): ExitStatus {
  if (report.harnessFaults.length > 0) return EXIT.internal;
  return isSound(report) ? EXIT.ok : EXIT.violated;
}

/** This program as the server of a faulty version. Its many processes share what they compile, in a folder. */
function servedBy(fault: string, cache: string): ServedBy {
  return {
    command: [process.execPath, PROGRAM, "serve", "--faulty", fault],
    environment: { NODE_COMPILE_CACHE: cache },
  };
}

async function inTemporaryFolder<T>(prefix: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a run is given besides its plan. */
interface Watch {
  readonly signal: AbortSignal;
  /** Told after each of `total` jobs. */
  readonly onDone: (total: number, item: string) => void;
}

function nameOf(subject: Subject): string {
  switch (subject.kind) {
    case "reference":
      return "the reference";
    case "fault":
      return subject.fault;
    case "planted":
      return subject.law;
  }
}

/** What the options ask for, ready to run. @throws a usage error for patterns that choose nothing */
function planOf(
  mode: MutantsMode,
  options: MutantsOptions,
  argv: readonly string[],
): (watch: Watch) => Promise<Report> {
  const patterns = parts("--law", options.law) ?? null;
  const selected = chosen("--law", () => selectLaws(laws, { laws: patterns ?? undefined }));
  const common = ({ signal, onDone }: Watch) => ({
    laws: selected,
    workers: options.workers,
    signal,
    made: provenance(argv, options.seed),
    runs: options.runs ?? (mode === "kills" ? DEFAULT_CASES : VERIFY_PRESETS.quick.runs),
    runJobs: ((jobs, settings) =>
      runJobs(jobs, {
        ...settings,
        onDone: ({ subject }) => {
          onDone(jobs.length, nameOf(subject));
        },
      })) satisfies RunJobs,
  });
  switch (mode) {
    case "kills": {
      const faultPatterns = parts("--fault", options.fault) ?? null;
      const ids = faults.map(({ id }) => id);
      const wanted = new Set(
        faultPatterns === null ? ids : chosen("--fault", () => [...allMatching("fault", faultPatterns, ids)]),
      );
      return async (watch) => {
        const run = (cache?: string): Promise<KillReport> =>
          killMatrix({
            ...common(watch),
            faults: faults.filter(({ id }) => wanted.has(id)),
            patterns: { laws: patterns, faults: faultPatterns },
            serve: cache === undefined ? undefined : (fault) => servedBy(fault, cache),
          });
        return options.overStdio === true ? inTemporaryFolder("cqsa-mutants-", run) : run();
      };
    }
    case "clean":
      return (watch) => cleanRuns({ ...common(watch), catalogue: laws, patterns, seeds: options.clean! });
    case "power": {
      if (selected.every(({ kind }) => kind === "deterministic")) {
        throw usageError("--power expected a --law that is statistical: such a law states an effect");
      }
      const trials = options.trials ?? DEFAULT_TRIALS;
      return (watch) => powerRuns({ ...common(watch), catalogue: laws, patterns, trials });
    }
  }
}

/** Runs `cqsa mutants`: prints the report, writes it, and returns the exit status. */
export async function mutants(
  options: MutantsOptions,
  argv: readonly string[],
  host: Host,
): Promise<ExitStatus> {
  const mode = modeOf(options);
  const reportFile = join(options.out, REPORT_NAMES[mode]);
  const markdownFile = join(options.out, "mutants.md");
  const paths = mode === "kills" ? [reportFile, markdownFile] : [reportFile];
  const start = planOf(mode, options, argv);
  await checkWritable(paths);
  const stopped = new AbortController();
  let status: ExitStatus | undefined;
  const progress = progressOn(host);
  let done = 0;
  let report: Report;
  const onDone = (total: number, item: string): void => {
    progress.update(mode, ++done, total, item);
  };
  const release = host.interruption.soften((asked) => {
    status = asked;
    stopped.abort(new Error("interrupted"));
  });
  try {
    report = await start({ signal: stopped.signal, onDone });
  } catch (error) {
    if (status === undefined || error !== stopped.signal.reason) throw error;
    progress.stop();
    tell(host, "cqsa: interrupted; nothing was written");
    return status;
  } finally {
    release();
    progress.stop();
  }
  const json = `${JSON.stringify(report, null, 2)}\n`;
  const files: FileEntry[] = [{ path: reportFile, content: json }];
  if (report.kind === "cqsa-mutants") files.push({ path: markdownFile, content: killMarkdown(report) });
  await host.interruption.hold(`${reportFile} was written`, () => writeFilesAtomically(files));
  const width = Math.min(widthOf(host.stdout) ?? WIDTH.plain, WIDTH.most);
  const paint = paintFor(host.stdout, host);
  await print(host, options.format === "json" ? json : textOf(report, { width, ...(paint && { paint }) }));
  tell(host, `written: ${paths.join(", ")}`);
  return statusOf(report);
}
