import { Readable, Writable } from "node:stream";
import type { Host, Output } from "./host.ts";
import { uninterrupted } from "./interruption.ts";

/** A host in memory. */
export interface MemoryHost extends Host {
  /** What was written so far. */
  readonly written: { readonly stdout: string; readonly stderr: string };
}

/** What the memory pretends to be. */
export interface MemoryHostOptions {
  readonly input?: string;
  readonly env?: Host["env"];
  /** The width of the terminal that both outputs, and the input, are; none: they are pipes. */
  readonly columns?: number;
  /** The error with which standard output answers every write. */
  readonly outputError?: NodeJS.ErrnoException;
}

/** Makes a host in memory, for tests and for running the command line within another program. */
export function memoryHost({ input, env = {}, columns, outputError }: MemoryHostOptions = {}): MemoryHost {
  const written = { stdout: "", stderr: "" };
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  const outputTo = (name: keyof typeof written, failure?: Error): Output => {
    const stream = new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        if (failure === undefined) written[name] += chunk.toString();
        done(failure);
      },
    });
    stream.on("error", () => undefined);
    return Object.assign(stream, terminal);
  };
  return {
    stdin: Object.assign(Readable.from(input === undefined ? [] : [input]), terminal),
    stdout: outputTo("stdout", outputError),
    stderr: outputTo("stderr"),
    env,
    interruption: uninterrupted,
    written,
  };
}
