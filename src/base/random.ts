import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import seedrandom from "seedrandom";
import { rangeRefusal } from "./refusal.ts";

/**
 * A named stream of random numbers. Equal labels give equal streams and different ones unrelated
 * streams; a fork is independent of how much was drawn from its parent, and an additional draw from one
 * stream leaves all others as they were.
 */
export interface RandomStream {
  /** The path of names that leads to this stream. */
  readonly label: string;
  /**
   * A child stream, a pure function of this stream's label and `name`. A name may be a path:
   * fork("a/b") is fork("a").fork("b").
   */
  readonly fork: (name: string) => RandomStream;
  /** A uniform 32-bit word, as a signed integer. */
  readonly word: () => number;
  /** A uniform number in [0, 1) with 53 random bits. */
  readonly uniform: () => number;
  /** A uniform integer in [0, bound), free of modulo bias; 1 ≤ bound ≤ 2^53 − 1. */
  readonly integer: (bound: number) => number;
}

const WORD = 2 ** 32;

/**
 * A label as a key of characters below 256. The seeder reads the low byte of a character alone and
 * repeats a key that is short, so that "š" would be "a" and "abab" be "ab"; UTF-8 of a JSON string
 * keeps every two labels apart, since none is the beginning of another.
 */
function keyOf(label: string): string {
  return Buffer.from(JSON.stringify(label)).toString("latin1");
}

function generatorOf(label: string): ReturnType<typeof xoroshiro128plusFromState> {
  const seeder = seedrandom(keyOf(label));
  return xoroshiro128plusFromState([
    seeder.int32(),
    seeder.int32(),
    seeder.int32(),
    // The all-zero state is the generator's fixed point: one set bit keeps it out of reach.
    seeder.int32() | 1,
  ]);
}

/** What a stream makes of its words. */
export function drawsFrom(word: () => number): Pick<RandomStream, "word" | "uniform" | "integer"> {
  const uniform = (): number => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  const integer = (bound: number): number => {
    if (!Number.isSafeInteger(bound) || bound < 1) {
      throw rangeRefusal("bound", "an integer from 1 to 2^53 − 1", bound);
    }
    const range = bound <= WORD ? WORD : 2 ** 53;
    // The quotient keeps a draw's high bits; a remainder would keep the low ones, the generator's weakest.
    const share = Math.floor(range / bound);
    const limit = share * bound;
    for (;;) {
      const draw = range === WORD ? word() >>> 0 : (word() >>> 11) * WORD + (word() >>> 0);
      if (draw < limit) return Math.floor(draw / share);
    }
  };
  return { word, uniform, integer };
}

function streamOf(label: string): RandomStream {
  // Seeding costs as much as a thousand draws, and four of five streams are there to be forked alone.
  let generator: ReturnType<typeof generatorOf> | undefined;
  const word = (): number => (generator ??= generatorOf(label)).next();
  return { label, fork: (name) => streamOf(`${label}/${name}`), ...drawsFrom(word) };
}

/**
 * The root stream of a seed. The seed is opaque text; its length is part of the label, so that no
 * seed can imitate a fork of another.
 *
 * @example randomStream("a").fork("b").label // "1:a/b"
 */
export function randomStream(seed: string): RandomStream {
  return streamOf(`${seed.length}:${seed}`);
}
