/** Prints a line: a result, and no progress. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
