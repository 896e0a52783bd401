import { Presets, SingleBar } from "cli-progress";
import type { Host } from "./host.ts";
import { canRedraw, widthOf } from "./output.ts";

/** Shows how far a long job is: a bar on a terminal, one plain line a finished stage elsewhere. */
export interface Progress {
  readonly update: (stage: string, done: number, total: number, item: string) => void;
  /** Takes the bar away and gives the terminal back as it was; more than once does no harm. */
  readonly stop: () => void;
}

/** Columns of the bar itself, and those beside it: the stage, the counts and what was just finished. */
const BAR = { widest: 40, narrowest: 10, beside: 55 } as const;

/** Progress on standard error, where it mixes with no data. */
export function progressOn(host: Host): Progress {
  const { stderr } = host;
  if (!canRedraw(stderr, host)) {
    return {
      update: (stage, done, total) => {
        if (done === total) stderr.write(`${stage}: ${total} of ${total}\n`);
      },
      stop: () => undefined,
    };
  }
  const barsize = Math.max(BAR.narrowest, Math.min(BAR.widest, (widthOf(stderr) ?? 80) - BAR.beside));
  const bar = new SingleBar(
    {
      stream: stderr,
      format: "{stage} {bar} {value}/{total}  {item}",
      barsize,
      clearOnComplete: true,
      // Hidden cursors and lines that don't wrap would stay, were the process killed.
      hideCursor: false,
      linewrap: true,
      // Signals are watched in one place, which calls stop.
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  let current = "";
  return {
    update: (stage, done, total, item) => {
      // Restarted only after a stop: each start would save the cursor's place anew.
      if (stage !== current) {
        bar.stop();
        bar.start(total, done, { stage: stage.padEnd(8), item });
      }
      current = stage;
      bar.update(done, { item });
    },
    stop: () => {
      bar.stop();
    },
  };
}
