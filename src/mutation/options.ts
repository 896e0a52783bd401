import { parseArgs } from "node:util";

/** What `npm run mutation` was asked for. */
export interface MutationOptions {
  /** Compare with the kept result and fail on new survivors. */
  readonly check: boolean;
  /** Keep this result in `reports/`. */
  readonly keep: boolean;
  /** The files to look at; undefined: all. */
  readonly files: readonly string[] | undefined;
  /** Look at what changed since a commit. */
  readonly since: string | undefined;
  /** How many survivors to run at the full preset; 0: none. */
  readonly power: number;
  readonly concurrency: number;
  /** Forget earlier runs. */
  readonly fresh: boolean;
}

export const USAGE = `npm run mutation -- [options]
  breaks the code in every small way and counts who notices, claim by claim

  --check          fail on survivors that the kept result does not have (reports/mutation.json)
  --keep           keep this result there, of some files beside what is kept of the others
  --file PATH      mutants of this file alone; may be repeated
  --since REV      mutants of the files that changed since a commit
  --power N        run N survivors at the full preset of laws, and count those that it notices
  --fresh          run everything anew (else a run goes on where the last one stopped)
  --concurrency N  processes (2)
`;

function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new RangeError(`"--${name}" expected a count, got ${text}`);
  return value;
}

/** @throws TypeError, RangeError for arguments that are none */
export function readOptions(args: readonly string[]): MutationOptions | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      file: { type: "string", multiple: true },
      since: { type: "string" },
      power: { type: "string", default: "0" },
      concurrency: { type: "string", default: "2" },
    },
  });
  if (values.help) return "help";
  if (values.file !== undefined && values.since !== undefined) {
    throw new RangeError(`"--since" expected no "--file" beside it`);
  }
  if (values.keep && values.check) throw new RangeError(`"--keep" expected no "--check" beside it`);
  return {
    check: values.check,
    keep: values.keep,
    fresh: values.fresh,
    files: values.file,
    since: values.since,
    power: count("power", values.power),
    concurrency: Math.max(1, count("concurrency", values.concurrency)),
  };
}
