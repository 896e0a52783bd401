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
  --since REV      mutants of the files that changed since a commit, and of those that changed laws or tests had noticed
  --power N        run N mutants that no law noticed at the full preset of laws, and count those that it notices
  --fresh          run these files anew, whatever is known of them
  --concurrency N  processes (2)

A run that is stopped goes on where it was. What is known of a mutant stands while its file is as it was, and so are the laws and
files of tests that noticed it; where nobody did, all of them. What else it imports is not looked at: --fresh does.
All files take about half an hour on two cores, one of them some minutes.
`;

/** What is wrong with the arguments, in one line. */
export class UsageError extends Error {}

function count(name: string, text: string, least: number): number {
  const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < least)
    throw new UsageError(`"--${name}" expected an integer of at least ${least}, got "${text}"`);
  return value;
}

function parse(args: readonly string[]) {
  return parseArgs({
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
  }).values;
}

/** @throws UsageError for arguments that are none */
export function readOptions(args: readonly string[]): MutationOptions | "help" {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    throw new UsageError((error as Error).message.replace(/\.\s.*/su, ""));
  }
  if (values.help) return "help";
  if (values.file !== undefined && values.since !== undefined) {
    throw new UsageError(`"--since" expected no "--file" beside it`);
  }
  if (values.keep && values.check) throw new UsageError(`"--keep" expected no "--check" beside it`);
  return {
    check: values.check,
    keep: values.keep,
    fresh: values.fresh,
    files: values.file,
    since: values.since,
    power: count("power", values.power, 0),
    concurrency: count("concurrency", values.concurrency, 1),
  };
}
