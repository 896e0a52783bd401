import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { existsSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { adapterError, faultOf } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { createMarker, guard, MARKER_NAME } from "./process-group.ts";
import type { ProcessGroup } from "./process-group.ts";
import { plain, quoted } from "./quote.ts";

/** What is run, and where. */
export interface SpawnSettings {
  readonly command: readonly [string, ...string[]];
  readonly directory: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

export interface SpawnedAdapter {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Null if nothing could be started; the child's `error` event tells why. */
  readonly group: ProcessGroup | null;
}

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOENT", "not found, or the interpreter that its first line names is not"],
  ["EACCES", "no permission to execute it"],
  ["ENOEXEC", "not a program; a script needs a first line such as #!/usr/bin/env python3"],
]);

/** Why a command could not be started. */
export function spawnFault({ command, directory }: SpawnSettings, error: NodeJS.ErrnoException): Fault {
  if (directory !== undefined && !existsSync(directory)) {
    return faultOf("no-command", `the folder ${quoted(directory)} does not exist`, "name an existing folder");
  }
  return faultOf("no-command", `${quoted(command[0])}: ${REASONS.get(error.code) ?? plain(error.message)}`);
}

/**
 * Starts a command without a shell, in a process group of its own that ends with this process.
 *
 * @throws AdapterError for what no system can run: an empty name, a zero byte in an argument
 */
export function spawnAdapter(settings: SpawnSettings): SpawnedAdapter {
  const { command, directory, environment } = settings;
  const [program, ...args] = command;
  const marker = createMarker();
  try {
    const child = spawn(program, args, {
      cwd: directory,
      env: { ...environment, [MARKER_NAME]: marker },
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
      windowsHide: true,
    });
    if (child.pid === undefined) {
      // Out of file handles there are no streams to speak of, and an event that nobody awaits.
      if ((child.stdout as Readable | undefined) === undefined) {
        child.on("error", () => {});
        throw new Error("the system has no more file handles");
      }
      return { child, group: null };
    }
    const group: ProcessGroup = { pid: child.pid, marker: `${MARKER_NAME}=${marker}` };
    guard(group);
    return { child, group };
  } catch (error) {
    throw adapterError(spawnFault(settings, error as NodeJS.ErrnoException));
  }
}
