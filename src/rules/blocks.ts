/** Columns side by side. */
export interface Block {
  readonly start: number;
  readonly width: number;
}

/** All columns once, in order, in blocks of one width; only the last may be narrower. */
export function blocksOf(columns: number, width: number): readonly [Block, ...Block[]] {
  const block = (_: unknown, b: number): Block => ({
    start: b * width,
    width: Math.min(width, columns - b * width),
  });
  return Array.from({ length: Math.ceil(columns / width) }, block) as [Block, ...Block[]];
}
