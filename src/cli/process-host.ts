import type { Host } from "./host.ts";
import { watchSignals } from "./interruption.ts";

/** Back to the begin of the line, and clear it: a terminal has just shown "^C" there. */
const CLEAR_LINE = "\r\u001B[2K";

/** The process itself as host. Listens for signals from now on. */
export function processHost(): Host {
  const { stdin, stdout, stderr, env } = process;
  for (const output of [stdout, stderr]) {
    // Whoever writes is told by the callback; without a listener a closed pipe would end in a stack trace.
    output.on("error", () => undefined);
  }
  const interruption = watchSignals(process, (line) => {
    stderr.write(`${stderr.isTTY && env["TERM"] !== "dumb" ? CLEAR_LINE : ""}${line}\n`);
  });
  return { stdin, stdout, stderr, env, interruption };
}
