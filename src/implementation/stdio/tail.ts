/** The last bytes of an endless stream, in constant memory. */
export interface Tail {
  readonly push: (chunk: Uint8Array) => void;
  /** What is kept, as text; `…` in front where something was dropped. */
  readonly text: () => string;
}

/** @param size how many bytes are kept */
export function createTail(size: number): Tail {
  const ring = Buffer.alloc(size);
  let total = 0;
  const push = (chunk: Uint8Array): void => {
    const kept = chunk.length > size ? chunk.subarray(chunk.length - size) : chunk;
    const start = (total + chunk.length - kept.length) % size;
    const first = Math.min(kept.length, size - start);
    ring.set(kept.subarray(0, first), start);
    ring.set(kept.subarray(first), 0);
    total += chunk.length;
  };
  const text = (): string => {
    if (total <= size) return ring.toString("utf8", 0, total);
    const start = total % size;
    return `…${Buffer.concat([ring.subarray(start), ring.subarray(0, start)]).toString("utf8")}`;
  };
  return { push, text };
}
