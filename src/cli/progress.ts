import { Presets, SingleBar } from "cli-progress";

/** Shows how far a long job is: a bar on a terminal, one plain line a finished stage elsewhere. */
export interface Progress {
  readonly update: (stage: string, done: number, total: number, item: string) => void;
  readonly stop: () => void;
}

/** Progress on a stream that is no data: standard error. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) {
    return {
      update: (stage, done, total) => {
        if (done === total) stream.write(`${stage}: ${total} of ${total}\n`);
      },
      stop: () => undefined,
    };
  }
  const bar = new SingleBar(
    { stream, format: "{stage} {bar} {value}/{total}  {item}", clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  let current = "";
  return {
    update: (stage, done, total, item) => {
      if (stage !== current) bar.start(total, done, { stage: stage.padEnd(8), item });
      current = stage;
      bar.update(done, { item });
    },
    stop: () => {
      bar.stop();
    },
  };
}
