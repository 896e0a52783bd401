import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, threadId } from "node:worker_threads";
import { listProcesses, startedWith } from "./processes.ts";
import type { ProcessRow } from "./processes.ts";

/**
 * The processes of one adapter: its process group, and on Linux also what left the group – a descendant, a
 * process of its session, or a daemon that was orphaned, known by a marker in the environment that it
 * inherited. Not covered: a daemon that also cleared its environment, another user's process, a container
 * that an adapter's command line client started elsewhere; beyond Linux, all that left the group.
 */
export interface ProcessGroup {
  /** Of the process that was started; the group's id, too. */
  readonly pid: number;
  /** The setting in the environment, `NAME=value`. */
  readonly marker: string;
}

export const MARKER_NAME = "CQSA_ADAPTER";

/** Without groups the first process alone is signalled. */
const HAS_GROUPS: boolean = process.platform !== "win32";

let markers = 0;

/** A value for {@link MARKER_NAME} that no other process on this machine has. */
export function createMarker(): string {
  markers += 1;
  return `${process.pid}.${threadId}.${markers}.${performance.timeOrigin + performance.now()}`;
}

function family(group: ProcessGroup, rows: readonly ProcessRow[]): Set<number> {
  const found = new Set<number>();
  for (const row of rows) {
    if (row.pid === group.pid || row.group === group.pid || row.session === group.pid) found.add(row.pid);
  }
  let size: number;
  do {
    size = found.size;
    for (const row of rows) if (found.has(row.parent)) found.add(row.pid);
  } while (found.size > size);
  return found;
}

/** The living processes of a group, orphaned daemons aside: cheap enough to ask every second. */
export function relatives(group: ProcessGroup): ProcessRow[] | null {
  const rows = listProcesses();
  if (rows === null) return null;
  const found = family(group, rows);
  return rows.filter((row) => found.has(row.pid));
}

/** Every living process that belongs to a group; null where there is no /proc to read. */
function members(group: ProcessGroup): ProcessRow[] | null {
  const rows = listProcesses();
  if (rows === null) return null;
  const found = family(group, rows);
  return rows.filter(({ pid }) => pid !== process.pid && (found.has(pid) || startedWith(pid, group.marker)));
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Signals the group and what left it. */
function signalAll(group: ProcessGroup, signal: NodeJS.Signals): void {
  // Looked up first: a child of a process that has ended is no longer known as one.
  const strays = (members(group) ?? []).filter((row) => row.group !== group.pid);
  send(HAS_GROUPS ? -group.pid : group.pid, signal);
  for (const { pid } of strays) send(pid, signal);
}

function alive(group: ProcessGroup): number[] {
  const rows = members(group);
  if (rows !== null) return rows.map(({ pid }) => pid);
  return send(HAS_GROUPS ? -group.pid : group.pid, 0) ? [group.pid] : [];
}

async function ends(group: ProcessGroup, within: number): Promise<boolean> {
  const start = performance.now();
  for (let pause = 2; alive(group).length > 0; pause = Math.min(50, 2 * pause)) {
    if (performance.now() - start >= within) return false;
    await sleep(pause);
  }
  return true;
}

const live = new Set<ProcessGroup>();

/** What a process that ends at once can still do. */
function killAllNow(): void {
  for (const group of live) {
    // Again, for what was forked in between.
    for (let i = 0; i < 3 && alive(group).length > 0; i++) signalAll(group, "SIGKILL");
  }
}

const FATAL = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function onFatal(signal: NodeJS.Signals): void {
  // Whoever else listens decides; the exit that follows comes by `killAllNow`.
  if (process.listenerCount(signal) > 1) return;
  killAllNow();
  process.off(signal, onFatal);
  process.kill(process.pid, signal);
}

function watchEnd(): void {
  process.on("exit", killAllNow);
  // A worker thread is sent no signals.
  if (isMainThread) for (const signal of FATAL) process.on(signal, onFatal);
}

function unwatchEnd(): void {
  process.off("exit", killAllNow);
  if (isMainThread) for (const signal of FATAL) process.off(signal, onFatal);
}

/** From now on the group ends with this process, unless that is killed outright. */
export function guard(group: ProcessGroup): void {
  if (live.size === 0) watchEnd();
  live.add(group);
}

/** The longest wait for killed processes to be gone. */
const KILL_MS = 2000;

/**
 * Ends a group: SIGTERM, and SIGKILL for what is left after the grace.
 *
 * @param grace milliseconds; 0 kills at once
 * @returns the processes that are alive all the same
 */
export async function stopGroup(group: ProcessGroup, grace: number): Promise<readonly number[]> {
  if (grace > 0 && alive(group).length > 0) {
    signalAll(group, "SIGTERM");
    await ends(group, grace);
  }
  const start = performance.now();
  while (alive(group).length > 0 && performance.now() - start < KILL_MS) {
    signalAll(group, "SIGKILL");
    await ends(group, 50);
  }
  live.delete(group);
  if (live.size === 0) unwatchEnd();
  return alive(group);
}
