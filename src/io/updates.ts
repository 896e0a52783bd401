import { extname } from "node:path";
import { dataError } from "../base/data-error.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { parseCsvUpdates } from "./csv-updates.ts";
import { parseJsonUpdates } from "./json-updates.ts";
import { parseNpy } from "./npy.ts";
import { readBytes } from "./read-bytes.ts";

const PARSERS: ReadonlyMap<string, (source: string, bytes: Uint8Array) => UpdateRounds> = new Map([
  [".npy", parseNpy],
  [".csv", parseCsvUpdates],
  [".json", parseJsonUpdates],
]);

/**
 * Reads model updates: one round (N × d) or several (T × N × d, not in .csv), one client a row.
 *
 * @param path a file that ends in .npy, .csv or .json, in any case of letters
 * @returns at least one round, all of one shape, every number finite
 * @throws a data error (one line, `path: what is wrong`) for any other name, a file that can't be read,
 *   and content that is not wholly good
 * @example (await readUpdates("updates.npy")).length // the number of rounds
 */
export async function readUpdates(path: string): Promise<UpdateRounds> {
  const parse = PARSERS.get(extname(path).toLowerCase());
  if (parse === undefined) throw dataError(path, "its name ends in none of .npy, .csv, .json");
  return parse(path, await readBytes(path));
}
