import { rangeRefusal } from "../base/refusal.ts";

/** Where a demand is kept: a folder, a file, something named in a file, or the refusals of either. */
export interface CodeReference {
  /** A path from the project's root; a folder ends with a slash. */
  readonly path: string;
  /** `round` or, of something inside it, `round.aggregates`; undefined: the whole file. */
  readonly symbol?: string;
  /** True: what checks and refuses there, and nothing else. */
  readonly refusals: boolean;
}

const REFERENCE = /^([\w./-]+)(?:#([\w$-]+(?:\.[\w$-]+)*))?(:refusals)?$/u;

/**
 * Reads `src/protocol/encode.ts#encode:refusals`, whose last two parts may be left out.
 *
 * @throws RangeError for anything else
 */
export function parseCodeReference(text: string): CodeReference {
  const [, path, symbol, refusals] = REFERENCE.exec(text) ?? [];
  if (path === undefined || (symbol !== undefined && path.endsWith("/"))) {
    throw rangeRefusal("code", "a folder/, a file, file#symbol or file:refusals", text);
  }
  return { path, ...(symbol === undefined ? {} : { symbol }), refusals: refusals !== undefined };
}
