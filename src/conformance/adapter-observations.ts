import type { AdapterLog } from "../implementation/stdio/adapter-log.ts";
import type { Observation } from "./report.ts";

/** Of a long error text the end says why, and of a long line its end. */
const STDERR = { lines: 6, characters: 160 } as const;

function shortened(line: string): string {
  return line.length > STDERR.characters ? `…${line.slice(-STDERR.characters)}` : line;
}

function lastLines(text: string): string {
  const lines = text.trimEnd().split("\n").slice(-STDERR.lines);
  return lines.map((line) => shortened(line.trim())).join(" | ");
}

/** What was noticed of an adapter beside its answers, worst first. */
export function adapterObservations(log: AdapterLog): Observation[] {
  const found: Observation[] = [];
  const note = (what: string, hint: string, times = 1): void => {
    if (times > 0) found.push({ what, hint, times });
  };
  const faults = Object.entries(log.faults);
  for (const [kind, times] of faults) {
    note(`fault "${kind}"`, "counted as a violation of the law in flight", times);
  }
  note(
    "restarted",
    "after a crash, a time-out or an answer out of step",
    faults.length > 0 ? log.restarts : 0,
  );
  note(
    "lines on stdout that are no answers",
    `stdout is for answers alone; the first was ${log.chatter[0] ?? "empty"}`,
    log.chatterLines,
  );
  if (log.endsWithInput === false) {
    note("does not end with its input", "at the end of standard input an adapter exits with status 0");
  }
  if (log.leftBehind.length > 0) {
    note("processes that could not be killed", `look at ${log.leftBehind.join(", ")}`, log.leftBehind.length);
  }
  if (faults.length > 0 && log.stderr.trim() !== "") note("its stderr ends with", lastLines(log.stderr));
  return found;
}
