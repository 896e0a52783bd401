import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { minus, norm } from "../oracles/rows.ts";

/** How far f arbitrary inputs can move each rule, by its definition (CQSA-SCR-13). */

type Row = readonly number[];
type Rows = readonly Row[];

/** Between what each coordinate of the aggregate lies. */
export interface Box {
  readonly least: Row;
  readonly largest: Row;
}

/** A request with its honest inputs. */
export interface Contaminated {
  readonly params: ScreenParams;
  readonly honest: Rows;
}

type Bound = (contaminated: Contaminated) => Box;

function numberOf({ options }: ScreenParams, key: string, fallback: number): number {
  const value = options?.[key];
  return typeof value === "number" ? value : fallback;
}

/** The box of some vectors, wider by a length or by its own width. */
function around(rows: Rows, wider: number | "its width" = 0): Box {
  const columns = rows[0]!.map((_, i) => rows.map((row) => row[i]!));
  const extent = (column: Row): number => Math.max(...column) - Math.min(...column);
  const by = (column: Row): number => (wider === "its width" ? extent(column) : wider);
  return {
    least: columns.map((column) => Math.min(...column) - by(column)),
    largest: columns.map((column) => Math.max(...column) + by(column)),
  };
}

function diameter(rows: Rows): number {
  return Math.max(0, ...rows.flatMap((a) => rows.map((b) => norm(minus(a, b)))));
}

/** All vectors up to a length. */
function ball(coordinates: number, radius: number): Box {
  const zero = Array.from({ length: coordinates }, () => 0);
  return around([zero], radius);
}

function kept({ params: { aggregates, tolerate } }: Contaminated): number {
  return aggregates.length - tolerate;
}

const withinHonest: Bound = ({ honest }) => around(honest);
const byItsWidth: Bound = ({ honest }) => around(honest, "its width");
const byDiameter: Bound = ({ honest }) => around(honest, diameter(honest));
const byManyDiameters: Bound = (all) => around(all.honest, kept(all) * diameter(all.honest));

/** The rules with a bound. */
export const ROBUST_BOUNDS: Readonly<Record<string, Bound>> = {
  median: withinHonest,
  "trimmed-mean": withinHonest,
  meamed: byItsWidth,
  bulyan: byItsWidth,
  mda: byDiameter,
  monna: byDiameter,
  krum: byManyDiameters,
  "multi-krum": byManyDiameters,
  smea: (all) => around(all.honest, Math.sqrt(kept(all)) * diameter(all.honest)),
  cge: ({ honest }) => ball(honest[0]!.length, Math.max(...honest.map(norm))),
  fltrust: ({ params: { reference } }) => ball(reference!.length, norm(reference!)),
  "centered-clipping": ({ params }) => {
    const start = params.reference ?? params.aggregates[0]!.map(() => 0);
    return around([start], numberOf(params, "iterations", 1) * numberOf(params, "tau", 10));
  },
  "geometric-median": (all) => {
    const { honest, params } = all;
    const width = diameter(honest);
    const share = params.tolerate / kept(all);
    const nu = numberOf(params, "nu", 0.1);
    let beyond =
      params.options?.["start"] === "median"
        ? Math.sqrt(honest[0]!.length) * width
        : Math.min(...honest.map(norm));
    // As the share is below 1 this settles; a thousand steps are more than the bound needs to.
    for (let i = 0; i < 1000; i++) beyond = Math.max(beyond, share * Math.max(nu, width + beyond));
    return around(honest, beyond);
  },
};

/** The request without the options that give the bound up; undefined where it has none as it is. */
export function robust(params: ScreenParams, byzantine: readonly number[]): ScreenParams | undefined {
  const { options = {}, aggregates, tolerate, rule } = params;
  const inputs = aggregates.length;
  const kept = { ...options };
  if (numberOf(params, "m", 0) > inputs - tolerate) delete kept["m"];
  delete kept["iterative"];
  if (kept["start"] === "mean") delete kept["start"];
  if (kept["fraction"] !== undefined && Math.floor(numberOf(params, "fraction", 0) * inputs) < tolerate) {
    delete kept["fraction"];
  }
  if (rule === "monna" && byzantine.includes(numberOf(params, "trusted", 0))) return undefined;
  return { ...params, options: kept };
}
