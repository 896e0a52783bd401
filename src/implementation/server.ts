import type { Implementation } from "./implementation.ts";
import { answerLine, tooLongText } from "./json-rpc.ts";
import { MAX_LINE_BYTES, readLines } from "./lines.ts";

/** Errors of an output whose reader has gone: nobody is left to be told. */
const READER_GONE: ReadonlySet<string> = new Set([
  "EPIPE",
  "ECONNRESET",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
]);

function isReaderGone(error: NodeJS.ErrnoException): boolean {
  return error.code !== undefined && READER_GONE.has(error.code);
}

interface Sink {
  /** Resolves when the text is flushed, or when it never will be. */
  readonly send: (text: string) => Promise<void>;
  /** True once nothing more can be written. */
  readonly closed: () => boolean;
  /** The error that closed it, unless only its reader has gone. */
  readonly failure: () => Error | undefined;
}

function sinkOf(output: NodeJS.WritableStream, onClosed: () => void): Sink {
  let closed = false;
  let failure: Error | undefined;
  const waiting = new Set<() => void>();
  const close = (error?: NodeJS.ErrnoException | null): void => {
    if (error && !isReaderGone(error)) failure ??= error;
    if (closed) return;
    closed = true;
    for (const resolve of waiting) resolve();
    onClosed();
  };
  // The listener stays: an error that comes late must not bring the process down.
  output.on("error", close);
  output.on("close", () => close());
  const send = (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (closed) {
        resolve();
        return;
      }
      waiting.add(resolve);
      // Waiting for the flush keeps one answer in memory, however slow the reader is.
      output.write(`${text}\n`, (error) => {
        waiting.delete(resolve);
        if (error) close(error);
        resolve();
      });
    });
  return { send, closed: () => closed, failure: () => failure };
}

function destroy(input: NodeJS.ReadableStream): void {
  if ("destroy" in input && typeof input.destroy === "function") input.destroy();
}

/**
 * Serves an implementation on the wire protocol (`spec/wire.md`): JSON-RPC 2.0, a line for each
 * message, one request after the other. Resolves at the end of the input, or when the output's reader has gone.
 *
 * @param maxLineBytes a longer line is answered with -32600 and skipped
 * @throws the error of the input or the output, other than that its reader has gone
 */
export async function serve(
  implementation: Implementation,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  maxLineBytes: number = MAX_LINE_BYTES,
): Promise<void> {
  const sink = sinkOf(output, () => destroy(input));
  try {
    for await (const line of readLines(input, maxLineBytes)) {
      if (sink.closed()) break;
      const text =
        line.kind === "too-long" ? tooLongText(maxLineBytes) : await answerLine(implementation, line.bytes);
      if (text !== null) await sink.send(text);
    }
  } catch (error) {
    // Destroying the input makes its reader throw; that is how the loop ends, no error of its own.
    if (!sink.closed()) throw error;
  }
  const failure = sink.failure();
  if (failure !== undefined) throw failure;
}
