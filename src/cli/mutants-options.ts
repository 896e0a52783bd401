import { usageError } from "./usage-error.ts";

/** What the command line of `mutants` says. */
export interface MutantsOptions {
  readonly law?: string;
  readonly fault?: string;
  readonly runs?: number;
  readonly seed: string;
  readonly workers?: number;
  readonly overStdio?: boolean;
  readonly clean?: number;
  readonly power?: boolean;
  readonly trials?: number;
  readonly format: "text" | "json";
  readonly out: string;
}

/** Runs of a law in which its planted effect is to be found. */
export const DEFAULT_TRIALS = 100;

/** Cases of each law against a faulty version: most are noticed in the first few, some in one case of ten. */
export const DEFAULT_CASES = 40;

/** What is asked for. */
export type MutantsMode = "kills" | "clean" | "power";

/** Which of its three jobs the command does. @throws a usage error for options that belong to another one */
export function modeOf(options: MutantsOptions): MutantsMode {
  const mode = options.power === true ? "power" : options.clean === undefined ? "kills" : "clean";
  const out = (name: string, given: boolean): void => {
    if (given)
      throw usageError(`${name} has no meaning ${mode === "kills" ? "without --power" : `beside --${mode}`}`);
  };
  out("--clean", mode === "power" && options.clean !== undefined);
  out("--fault", mode !== "kills" && options.fault !== undefined);
  out("--over-stdio", mode !== "kills" && options.overStdio === true);
  out("--runs", mode === "power" && options.runs !== undefined);
  out("--trials", mode !== "power" && options.trials !== undefined);
  return mode;
}
