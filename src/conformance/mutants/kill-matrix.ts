import type { Law } from "../../../properties/law.ts";
import type { Provenance } from "../../base/provenance.ts";
import type { Faulty } from "../../implementation/faulty/faulty.ts";
import type { Job, JobEntry, JobResult, ServedBy } from "./job.ts";
import type { FaultEntry, FaultVerdict, HarnessFault, Kill, KillReport, StreamRun } from "./report.ts";
import type { JobSettings, RunJobs } from "./run-jobs.ts";

/** What to run on what. */
export interface KillSettings extends JobSettings {
  readonly laws: readonly Law[];
  readonly faults: readonly Faulty[];
  readonly runs: number;
  readonly made: Provenance;
  /** The patterns by which laws and faults were chosen; null: all of them. */
  readonly patterns: { readonly laws: readonly string[] | null; readonly faults: readonly string[] | null };
  /** What serves a faulty version; given, everything is run that way, too. */
  readonly serve?: ((fault: string) => ServedBy) | undefined;
  readonly runJobs: RunJobs;
}

function verdictOf(kills: readonly Kill[]): FaultVerdict {
  if (kills.length === 0) return "survives";
  return kills.some(({ own }) => own) ? "killed" : "killed by others";
}

function rowOf(
  { id, mistake, clauses }: Faulty,
  entries: readonly JobEntry[],
  laws: readonly Law[],
): FaultEntry {
  const own = new Set(
    laws.filter((law) => law.clauses.some((clause) => clauses.includes(clause))).map(({ id }) => id),
  );
  const killedBy = entries
    .filter(({ verdict }) => verdict === "violated")
    .map(({ law, message }) => ({ law, own: own.has(law), message }));
  const inconclusive = entries.filter(({ verdict }) => verdict === "inconclusive").map(({ law }) => law);
  return { fault: id, mistake, clauses, verdict: verdictOf(killedBy), killedBy, inconclusive };
}

function harnessFaultsOf(subject: string, { entries }: JobResult): HarnessFault[] {
  return entries
    .filter(({ verdict }) => verdict === "fault")
    .map(({ law, message }) => ({ subject, law, message }));
}

function streamRun(
  faults: readonly Faulty[],
  inProcess: readonly JobResult[],
  overStdio: readonly JobResult[],
  laws: readonly Law[],
): StreamRun {
  const unusable = [];
  const more = [];
  const unsent = [];
  const differences = [];
  const unnoticed = [];
  const told = ({ verdict, message }: JobEntry): string =>
    message === "" ? verdict : `${verdict}: ${message}`;
  for (const [i, faulty] of faults.entries()) {
    const fault = faulty.id;
    const { entries, unusable: reason } = overStdio[i]!;
    if (reason !== undefined) unusable.push({ fault, reason });
    else if (rowOf(faulty, entries, laws).verdict !== "killed") unnoticed.push(fault);
    for (const [j, there] of entries.entries()) {
      const here = inProcess[i]!.entries[j]!;
      const { law } = there;
      const [killsHere, killsThere] = [here, there].map(({ verdict }) => verdict === "violated");
      if (killsThere && !killsHere) more.push({ fault, law, message: there.message });
      if (!killsHere || killsThere) continue;
      if (here.unsendable) unsent.push({ fault, law, message: here.message });
      else differences.push({ fault, law, inProcess: told(here), overStdio: told(there) });
    }
  }
  return { unusable, more, unsent, differences, unnoticed };
}

/**
 * Runs laws against faulty versions, all against all, and against the reference as a control. Whatever the number of
 * threads, the result is a function of laws, faults, seed and cases.
 *
 * @throws the signal's reason, if that comes
 */
export async function killMatrix(settings: KillSettings): Promise<KillReport> {
  const { laws, faults, runs, made, patterns, serve } = settings;
  const plan = { laws: laws.map(({ id }) => id), seeds: [made.seed], runs };
  const jobs: Job[] = [
    { subject: { kind: "reference" }, ...plan },
    ...faults.map(({ id }): Job => ({ subject: { kind: "fault", fault: id }, ...plan })),
    ...(serve === undefined
      ? []
      : faults.map(({ id }): Job => ({
          subject: { kind: "fault", fault: id, served: serve(id) },
          ...plan,
        }))),
  ];
  const [control, ...results] = await settings.runJobs(jobs, settings);
  const inProcess = results.slice(0, faults.length);
  const overStdio = results.slice(faults.length);
  const rows = faults.map((fault, i) => rowOf(fault, inProcess[i]!.entries, laws));
  const stream = serve === undefined ? null : streamRun(faults, inProcess, overStdio, laws);
  return {
    kind: "cqsa-mutants",
    format: 1,
    made,
    settings: { ...patterns, runs, overStdio: serve !== undefined },
    laws: laws.map(({ id, clauses }, j) => ({
      law: id,
      clauses,
      applied: inProcess.some(({ entries }) => entries[j]!.verdict !== "not applicable"),
      kills: inProcess.filter(({ entries }) => entries[j]!.verdict === "violated").length,
    })),
    faults: rows,
    falseAlarms: control!.entries
      .filter(({ verdict }) => verdict === "violated")
      .map(({ law, message }) => ({ law, message })),
    inferred: inProcess.reduce((sum, { inferred }) => sum + inferred, 0),
    harnessFaults: [
      ...harnessFaultsOf("reference", control!),
      ...inProcess.flatMap((result, i) => harnessFaultsOf(faults[i]!.id, result)),
      ...overStdio.flatMap((result, i) => harnessFaultsOf(`${faults[i]!.id} over stdio`, result)),
    ],
    stream,
  };
}
