import { randomStream } from "../base/random.ts";
import { readDataSet } from "../io/data-set.ts";
import { readUpdates } from "../io/updates.ts";
import { scaleFeatures } from "../learning/data-set.ts";
import type { DataSet } from "../learning/data-set.ts";
import { generateDataSet } from "../learning/generate-data-set.ts";
import type { SourceSpec } from "./setting.ts";
import { fileSource, trainingSource } from "./source.ts";
import type { UpdateSource } from "./source.ts";

/** The data of a training: a file's, or generated ones. @throws a data error for a file that is not good */
export async function loadData(dataset: string | null, seed: string): Promise<DataSet> {
  if (dataset === null) return generateDataSet(randomStream(seed).fork("training").fork("data"));
  return scaleFeatures(await readDataSet(dataset));
}

/** What loads each thing once, however often it is asked for. */
export interface SourceCache {
  readonly data: (dataset: string | null, seed: string) => Promise<DataSet>;
  /** @param alpha of a training; any for a file */
  readonly source: (
    spec: SourceSpec,
    clients: number,
    alpha: number | null,
    seed: string,
  ) => Promise<UpdateSource>;
}

/** A cache for the sources of one campaign. */
export function sourceCache(): SourceCache {
  const dataSets = new Map<string, Promise<DataSet>>();
  const sources = new Map<string, Promise<UpdateSource>>();
  const once = <Value>(kept: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>) => {
    const found = kept.get(key) ?? make();
    kept.set(key, found);
    return found;
  };
  const data: SourceCache["data"] = (dataset, seed) =>
    once(dataSets, JSON.stringify([dataset, seed]), () => loadData(dataset, seed));
  return {
    data,
    source: (spec, clients, alpha, seed) =>
      once(sources, JSON.stringify([spec, clients, alpha, seed]), async () => {
        if (spec.kind === "file") return fileSource(await readUpdates(spec.path));
        const { dataset, rounds } = spec;
        return trainingSource({ data: await data(dataset, seed), clients, alpha: alpha!, rounds, seed });
      }),
  };
}
