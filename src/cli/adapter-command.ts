import { usageError } from "./usage-error.ts";

/** How to say it, for usages and messages. */
const EXAMPLE = "-- python3 adapter.py";

/**
 * What stands before `--` and the adapter's command behind it.
 *
 * @param argv the arguments after the program's name
 * @param words what the parser took for arguments, those on both sides of `--`
 * @throws a usage error if there is no command
 */
export function adapterCommand(
  argv: readonly string[],
  words: readonly string[],
): { readonly before: readonly string[]; readonly command: readonly [string, ...string[]] } {
  const dashes = argv.indexOf("--");
  const [program = "", ...rest] = dashes === -1 ? [] : argv.slice(dashes + 1);
  if (program === "") throw usageError(`${argv[0]}: the adapter's command is missing: end with ${EXAMPLE}`);
  return { before: words.slice(0, words.length - rest.length - 1), command: [program, ...rest] };
}
