import { timeLeft } from "../cli/time-left.ts";

/** Tells how far a run of mutants is. */
export interface ProgressLine {
  readonly start: (mutants: number) => void;
  /** One more is done; `run`: not only passed over. */
  readonly step: (run: boolean) => void;
  readonly stop: () => void;
}

const EVERY = { terminal: 1000, plain: 30_000 } as const;

/** One line that is written over on a terminal, a line now and then elsewhere. */
export function progressLine(output: NodeJS.WriteStream): ProgressLine {
  const every = output.isTTY ? EVERY.terminal : EVERY.plain;
  let [total, done, run, passedOver, began, last] = [0, 0, 0, 0, 0, 0];
  const write = (): void => {
    const left = timeLeft((performance.now() - began) / 1000, run, total - passedOver);
    const text = `${done} of ${total} mutants${left === "" ? "" : `, ${left}`}`;
    output.write(output.isTTY ? `\r\u001B[2K${text}` : `${text}\n`);
  };
  return {
    start: (mutants) => {
      total = mutants;
      began = last = performance.now();
    },
    step: (wasRun) => {
      done++;
      if (wasRun) run++;
      else passedOver++;
      if (performance.now() - last < every) return;
      last = performance.now();
      write();
    },
    stop: () => {
      write();
      if (output.isTTY) output.write("\n");
    },
  };
}
