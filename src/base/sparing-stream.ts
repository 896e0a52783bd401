import { drawsFrom, randomStream } from "./random.ts";
import type { RandomStream } from "./random.ts";

/** For tests: a stream that ends, with an error, after so many words; whoever draws for ever is found out. */
export function sparingStream(label: string, words: number): RandomStream {
  const budget = { left: words };
  const sparing = (stream: RandomStream): RandomStream => {
    const word = (): number => {
      if (budget.left-- <= 0) throw new Error(`more than ${words} words were drawn`);
      return stream.word();
    };
    return { ...stream, fork: (name) => sparing(stream.fork(name)), ...drawsFrom(word) };
  };
  return sparing(randomStream(label));
}
