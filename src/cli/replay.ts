import { parseFailure } from "../conformance/failure-file.ts";
import { replay } from "../conformance/replay.ts";
import type { ReplayResult } from "../conformance/replay.ts";
import { connectStdio } from "../implementation/stdio/connect.ts";
import { decodeText, readBytes } from "../io/read-bytes.ts";
import { replayText } from "../report/replay-text.ts";
import { MOST_LINE_BYTES } from "./adapter-limits.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { paintFor, print, widthOf } from "./output.ts";
import { stoppable } from "./stoppable.ts";

/** Which case, on which adapter. */
export interface ReplayRequest {
  readonly file: string;
  readonly command: readonly [string, ...string[]];
  /** Seconds. */
  readonly callLimit: number;
}

const CAUSES = {
  file: EXIT.data,
  "not applicable": EXIT.data,
  interrupted: EXIT.interrupted,
  fault: EXIT.internal,
} as const;

function statusOf(result: ReplayResult): ExitStatus {
  if (result.verdict === "ERROR") return CAUSES[result.cause];
  return result.verdict === "FIXED" ? EXIT.ok : EXIT.violated;
}

/** Runs `cqsa replay`: prints what became of the case, and returns the exit status. */
export async function replayOn({ file, command, callLimit }: ReplayRequest, host: Host): Promise<ExitStatus> {
  const failure = parseFailure(file, decodeText(file, await readBytes(file)));
  const stop = stoppable(host);
  try {
    const adapter = await connectStdio({
      command,
      callTimeLimit: 1000 * callLimit,
      maxLineBytes: MOST_LINE_BYTES,
      signal: stop.starting,
    });
    try {
      stop.started();
      const result = await replay(adapter, failure, { signal: stop.signal });
      const paint = paintFor(host.stdout, host);
      await print(
        host,
        replayText(failure, result, { width: widthOf(host.stdout) ?? 100, ...(paint && { paint }) }),
      );
      return stop.status() ?? statusOf(result);
    } finally {
      await adapter.close();
    }
  } catch (error) {
    return stop.interrupted(error);
  } finally {
    stop.release();
  }
}
