import type { Command } from "commander";
import { usageError } from "./usage-error.ts";

/** Makes an option that is given twice wrong usage: which of the two was meant can't be known. */
export function refuseRepeatedOptions(command: Command): void {
  for (const option of command.options) {
    let given = false;
    command.on(`option:${option.name()}`, () => {
      if (given) throw usageError(`${option.long} is given twice`);
      given = true;
    });
  }
}
