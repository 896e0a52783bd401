import { matrixOf } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { UpdateRounds } from "../../learning/update-rounds.ts";
import type { LeakageCell, UpdatesSpec } from "./cell.ts";
import { givenUpdates, normalUpdates } from "../leakage-setting.ts";
import type { LeakageSource } from "../leakage-setting.ts";
import type { SourceCache } from "../load-source.ts";

/** Every so many-th column, so that at most `most` are left. */
function thinned({ rows, columns, data }: Matrix, most: number): Matrix {
  const step = Math.ceil(columns / most);
  const left = Math.ceil(columns / step);
  const out = new Float64Array(rows * left);
  for (let i = 0; i < out.length; i++) out[i] = data[Math.floor(i / left) * columns + step * (i % left)]!;
  return matrixOf("updates", out, rows, left);
}

/** The rounds of a source, in few columns. */
export async function updatesOf(
  { source, alpha, coordinates }: UpdatesSpec,
  clients: number,
  seed: string,
  cache: SourceCache,
): Promise<UpdateRounds> {
  const found = await cache.source(source, clients, alpha, seed);
  return Array.from({ length: found.rounds }, (_, round) => thinned(found.updates(round), coordinates));
}

/** What a cell's trials draw their updates from. */
export async function sourceOf(
  { clients, model }: LeakageCell,
  updates: UpdatesSpec | null,
  seed: string,
  cache: SourceCache,
): Promise<LeakageSource> {
  if (model === null) return givenUpdates(await updatesOf(updates!, clients, seed, cache));
  return normalUpdates({ ...model, clients, ratio: model.ratio ?? Infinity });
}
