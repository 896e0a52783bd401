/** Cuts what arrives into lines as it arrives; `readLines` does the same for whoever pulls. */
export interface LineSplitter {
  /**
   * Takes a chunk and hands out each line that it completes. The bytes of a line are valid only during
   * the call.
   *
   * @returns false as soon as a line is beyond the limit; nothing more may be pushed then
   */
  readonly push: (chunk: Buffer) => boolean;
  /** The unfinished line, valid until the next `push`. */
  readonly rest: () => Buffer;
  /** Forgets the unfinished line and gives its memory back. */
  readonly clear: () => void;
}

const LINE_FEED = 10;
/** A larger store is given back after its line. */
const KEPT_BYTES = 1 << 20;

/** The part of ES2024 that gives memory back at once, and does not leave it to the garbage collector. */
interface Transferable extends ArrayBuffer {
  readonly transfer: (byteLength: number) => Transferable;
}

function createStore(): Transferable {
  return new ArrayBuffer(4096) as Transferable;
}

/**
 * @param maxBytes the longest line, without its line feed
 * @param onLine takes a line; false from it drops the rest of the chunk
 */
export function createLineSplitter(maxBytes: number, onLine: (line: Buffer) => boolean): LineSplitter {
  // One growing store and no list of chunks: a chunk of one byte costs hundreds as an object.
  let store = createStore();
  let size = 0;

  function append(part: Buffer): void {
    const needed = size + part.length;
    if (needed > store.byteLength) {
      store = store.transfer(Math.max(needed, Math.min(maxBytes, 2 * store.byteLength)));
    }
    part.copy(Buffer.from(store), size);
    size = needed;
  }

  function clear(): void {
    size = 0;
    if (store.byteLength <= KEPT_BYTES) return;
    store.transfer(0);
    store = createStore();
  }

  function push(chunk: Buffer): boolean {
    let start = 0;
    while (start < chunk.length) {
      const found = chunk.indexOf(LINE_FEED, start);
      const end = found === -1 ? chunk.length : found;
      if (size + end - start > maxBytes) return false;
      const part = chunk.subarray(start, end);
      if (found === -1) {
        append(part);
        return true;
      }
      start = end + 1;
      if (size === 0) {
        if (!onLine(part)) return true;
        continue;
      }
      append(part);
      const goesOn = onLine(Buffer.from(store, 0, size));
      clear();
      if (!goesOn) return true;
    }
    return true;
  }

  return { push, rest: () => Buffer.from(store, 0, size), clear };
}
