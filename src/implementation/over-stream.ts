import { PassThrough, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { CallText, Implementation, TextOutcome } from "./implementation.ts";
import { MAX_LINE_BYTES } from "./lines.ts";
import { fault } from "./outcome.ts";
import { serve } from "./server.ts";
import { createRecorder } from "./stdio/adapter-log.ts";
import { requestText } from "./stdio/adapter.ts";
import { createConversation } from "./stdio/conversation.ts";
import { faultOf } from "./stdio/faults.ts";
import { readReply } from "./stdio/read-reply.ts";

/** Answers the lines of one stream on another, until the first one ends: `serve`, or a mistaken one. */
export type StreamServer = (
  implementation: Implementation,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
) => Promise<void>;

/**
 * An implementation behind a byte stream in this process: what has the form of a line goes through the server, and what
 * comes back is read as an adapter's. Every call by its text is a stream of its own. A server that hangs is waited for.
 */
export function overStream(
  implementation: Implementation,
  server: StreamServer = serve,
): Implementation & Required<Pick<Implementation, "callText">> {
  async function callText(text: CallText): Promise<TextOutcome> {
    const conversation = createConversation(MAX_LINE_BYTES, createRecorder(), () => undefined);
    const strays: object[] = [];
    const reply = conversation.expect(1, text.operation, strays);
    const output = new PassThrough();
    output.on("data", conversation.receive);
    // What is left unanswered at the end of the server stays so.
    let end = "the server ended";
    try {
      const input = Readable.from([requestText(1, text)], { objectMode: false });
      await server(implementation, input, output);
      output.end();
      await finished(output);
    } catch (error) {
      end = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
    conversation.fail(faultOf("exit", `${end} during ${text.operation}`));
    const read = readReply(text.operation, await reply);
    return { ...(read.fault === null ? read.value : fault(read.fault.message)), strays };
  }
  return { ...implementation, callText };
}
