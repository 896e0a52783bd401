import { readdirSync, readFileSync } from "node:fs";

/** A process as Linux shows it under /proc. */
export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** True if it runs, or would if a processor were free. */
  readonly runs: boolean;
  /** Clock ticks of processor time. */
  readonly cpu: number;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "latin1");
  } catch {
    // It ended in the meantime, or it is somebody else's.
    return null;
  }
}

function rowOf(pid: number): ProcessRow | null {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the program's name in parentheses, which may hold spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return null;
  return {
    pid,
    parent: Number(fields[1]),
    group: Number(fields[2]),
    session: Number(fields[3]),
    runs: fields[0] === "R",
    cpu: Number(fields[11]) + Number(fields[12]),
  };
}

/** Every process that is not dead yet; null where there is no /proc to read. */
export function listProcesses(): ProcessRow[] | null {
  let names: string[];
  try {
    names = readdirSync("/proc");
  } catch {
    return null;
  }
  const rows: ProcessRow[] = [];
  for (const name of names) {
    const pid = Number(name);
    const row = Number.isInteger(pid) ? rowOf(pid) : null;
    if (row !== null) rows.push(row);
  }
  return rows.length === 0 ? null : rows;
}

/** Resident memory in bytes; null where it can't be read. */
export function residentBytes(pid: number): number | null {
  const found = /^VmRSS:\s+(\d+) kB$/mu.exec(read(`/proc/${pid}/status`) ?? "");
  return found === null ? null : Number(found[1]) * 1024;
}

/** True if a process was started with this setting in its environment, its own or inherited. */
export function startedWith(pid: number, setting: string): boolean {
  const environment = read(`/proc/${pid}/environ`);
  return environment !== null && `\0${environment}`.includes(`\0${setting}\0`);
}
